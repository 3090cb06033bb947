package dev.becas.gputrainer.chat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms in which the known templates are written. A form is the whole template, statement by statement; only what
/// is inside its branches for tools, which are never taken, may be anything. White space that Jinja drops, and
/// comments, are taken away first.
final class TemplateForms {
    private static final String ANYTHING = "(?s:.*?)";
    /// Inside a quoted text: as two characters, or already as a line break.
    private static final String BREAK = "(?:\\n|\\\\n)";

    private static final Pattern CHATML = Pattern.compile(say("{% for message in messages %}")
            + "(?:" + say("{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system↵")
            + "(?<system>[^'{}<>\\\\]+)" + say("<|im_end|>↵' }}{% endif %}") + ")?"
            + say("{{'<|im_start|>' + message['role'] + '↵' + message['content'] + '<|im_end|>' + '↵'}}{% endfor %}")
            + say("{% if add_generation_prompt %}{{ '<|im_start|>assistant↵' }}{% endif %}"));

    private static final Pattern LLAMA3 = Pattern.compile(
            say(
                    "{% set loop_messages = messages %}{% for message in loop_messages %}"
                            + "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>↵↵'"
                            + "+ message['content'] | trim + '<|eot_id|>' %}"
                            + "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
                            + "{{ content }}{% endfor %}"
                            + "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>↵↵' }}{% endif %}"));

    private static final Pattern LLAMA3_DATED = Pattern.compile(say("{{- bos_token }}"
                    + "{%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}"
                    + "{%- if not tools_in_user_message is defined %}{%- set tools_in_user_message = true %}{%- endif %}"
                    + "{%- if not date_string is defined %}")
            + either(
                    "{%- set date_string = \"26 Jul 2024\" %}",
                    "{%- if strftime_now is defined %}{%- set date_string = strftime_now(\"%d %b %Y\") %}"
                            + "{%- else %}{%- set date_string = \"26 Jul 2024\" %}{%- endif %}")
            + say("{%- endif %}{%- if not tools is defined %}{%- set tools = none %}{%- endif %}"
                    + "{%- if messages[0]['role'] == 'system' %}"
                    + "{%- set system_message = messages[0]['content']|trim %}{%- set messages = messages[1:] %}"
                    + "{%- else %}{%- set system_message = \"\" %}{%- endif %}"
                    + "{{- \"<|start_header_id|>system<|end_header_id|>↵↵\" }}")
            + either("{%- if tools is not none %}", "{%- if builtin_tools is defined or tools is not none %}")
            + say("{{- \"Environment: ipython↵\" }}{%- endif %}")
            + "(?:" + say("{%- if builtin_tools is defined %}{{- \"Tools: \" + builtin_tools") + "[^{]*"
            + say("{%- endif %}") + ")?"
            + say("{{- \"Cutting Knowledge Date: December 2023↵\" }}{{- \"Today Date: \" + date_string + \"↵↵\" }}"
                    + "{%- if tools is not none and not tools_in_user_message %}")
            + ANYTHING
            + say("{%- endif %}{{- system_message }}{{- \"<|eot_id|>\" }}"
                    + "{%- if tools_in_user_message and not tools is none %}")
            + ANYTHING
            + say("{{- first_user_message + \"<|eot_id|>\"}}{%- endif %}{%- for message in messages %}"
                    + "{%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}"
                    + "{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>↵↵'"
                    + "+ message['content'] | trim + '<|eot_id|>' }}{%- elif 'tool_calls' in message %}")
            + ANYTHING
            + say("{%- endif %}{%- endfor %}{%- if add_generation_prompt %}"
                    + "{{- '<|start_header_id|>assistant<|end_header_id|>↵↵' }}{%- endif %}"));

    private static final Pattern QWEN3 = Pattern.compile(say("{%- if tools %}") + ANYTHING
            + say("{%- else %}{%- if messages[0].role == 'system' %}"
                    + "{{- '<|im_start|>system↵' + messages[0].content + '<|im_end|>↵' }}{%- endif %}{%- endif %}"
                    + "{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}")
            + either(
                    "{%- for message in messages[::-1] %}{%- set index = (messages|length - 1) - loop.index0 %}",
                    "{%- for index in range(ns.last_query_index, -1, -1) %}{%- set message = messages[index] %}")
            + say("{%- if ns.multi_step_tool and message.role == \"user\" and ")
            + "(?:" + say("message.content is string and ") + ")?"
            + "(?:"
            + say(
                    "not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}")
            + "|(?<anywhere>"
            + say("not('<tool_response>' in message.content and '</tool_response>' in message.content) %}") + "))"
            + say("{%- set ns.multi_step_tool = false %}{%- set ns.last_query_index = index %}{%- endif %}{%- endfor %}"
                    + "{%- for message in messages %}")
            + either(
                    "{%- if (message.role == \"user\") or (message.role == \"system\" and not loop.first) %}"
                            + "{{- '<|im_start|>' + message.role + '↵' + message.content + '<|im_end|>' + '↵' }}"
                            + "{%- elif message.role == \"assistant\" %}{%- set content = message.content %}"
                            + "{%- set reasoning_content = '' %}"
                            + "{%- if message.reasoning_content is defined and message.reasoning_content is not none %}"
                            + "{%- set reasoning_content = message.reasoning_content %}{%- else %}"
                            + "{%- if '</think>' in message.content %}"
                            + "{%- set content = message.content.split('</think>')[-1].lstrip('↵') %}"
                            + "{%- set reasoning_content = message.content.split('</think>')[0].rstrip('↵')"
                            + ".split('<think>')[-1].lstrip('↵') %}{%- endif %}{%- endif %}",
                    "{%- if message.content is string %}{%- set content = message.content %}{%- else %}"
                            + "{%- set content = '' %}{%- endif %}"
                            + "{%- if (message.role == \"user\") or (message.role == \"system\" and not loop.first) %}"
                            + "{{- '<|im_start|>' + message.role + '↵' + content + '<|im_end|>' + '↵' }}"
                            + "{%- elif message.role == \"assistant\" %}{%- set reasoning_content = '' %}"
                            + "{%- if message.reasoning_content is string %}"
                            + "{%- set reasoning_content = message.reasoning_content %}{%- else %}"
                            + "{%- if '</think>' in content %}"
                            + "{%- set reasoning_content = content.split('</think>')[0].rstrip('↵')"
                            + ".split('<think>')[-1].lstrip('↵') %}"
                            + "{%- set content = content.split('</think>')[-1].lstrip('↵') %}"
                            + "{%- endif %}{%- endif %}")
            + say("{%- if loop.index0 > ns.last_query_index %}"
                    + "{%- if loop.last or (not loop.last and reasoning_content) %}"
                    + "{{- '<|im_start|>' + message.role + '↵<think>↵' + reasoning_content.strip('↵')"
                    + " + '↵</think>↵↵' + content.lstrip('↵') }}"
                    + "{%- else %}{{- '<|im_start|>' + message.role + '↵' + content }}{%- endif %}"
                    + "{%- else %}{{- '<|im_start|>' + message.role + '↵' + content }}{%- endif %}"
                    + "{%- if message.tool_calls %}")
            + ANYTHING
            + say("{%- endif %}{{- '<|im_end|>↵' }}{%- elif message.role == \"tool\" %}")
            + ANYTHING
            + say("{%- endif %}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant↵' }}"
                    + "{%- if enable_thinking is defined and enable_thinking is false %}"
                    + "{{- '<think>↵↵</think>↵↵' }}{%- endif %}{%- endif %}"));

    private TemplateForms() {}

    static Optional<ChatTemplate> find(String template) {
        String text = statements(template);
        Matcher chatMl = CHATML.matcher(text);
        Matcher qwen3 = QWEN3.matcher(text);
        if (chatMl.matches()) {
            return Optional.of(
                    new ChatMl(Optional.ofNullable(chatMl.group("system")).orElse("")));
        } else if (LLAMA3.matcher(text).matches()) {
            return Optional.of(new Llama3(false));
        } else if (LLAMA3_DATED.matcher(text).matches()) {
            return Optional.of(new Llama3(true));
        } else if (qwen3.matches()) {
            return Optional.of(new Qwen3(qwen3.group("anywhere") != null));
        }
        return Optional.empty();
    }

    private static String statements(String template) {
        return template.strip()
                .replaceAll("\\s*\\{#-(?s:.*?)#\\}", "")
                .replaceAll("\\s+(?=\\{[%{]-)", "")
                .replaceAll("(?<=-[%}]\\})\\s+", "");
    }

    /// A text as it stands; `↵` for a line break.
    private static String say(String literal) {
        return Pattern.quote(literal).replace("↵", "\\E" + BREAK + "\\Q");
    }

    private static String either(String one, String other) {
        return "(?:" + say(one) + "|" + say(other) + ")";
    }
}
