package dev.becas.bot.moderation;

import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;

/// Port: does on the platform what moderation or a moderator decided. Asked at least once for each key, so a key that
/// was done is not done again.
public interface GatewayActions {
    /// The kind of outside work that these are.
    String KIND = "gateway.action";

    /// @param action what to do; `none` takes back what was done before
    void perform(String key, ActionExecuted action) throws Exception;
}
