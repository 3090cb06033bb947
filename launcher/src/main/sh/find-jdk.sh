# Sourced by `becas` and by `.ci/run`: find_jdk prints the folder of a Java >= 25, or fails. POSIX sh, also under `set -eu`.
# The same search as JavaFinder: what the environment names (JAVA_HOME, other JAVA*HOME*, PATH), then the usual folders,
# where the oldest version that will do wins. `find_jdk javac` wants a compiler too.
# FIND_JDK_ROOT stands for / in a test.

JDK_WANTED=25

# java_home_in FOLDER [TOOL]: prints "VERSION HOME" when FOLDER holds a Java that has TOOL.
java_home_in() {
    for layout in "" /Contents/Home /libexec/openjdk.jdk/Contents/Home; do
        [ -x "$1$layout/bin/java" ] && [ -x "$1$layout/bin/${2:-java}" ] && [ -r "$1$layout/release" ] || continue
        feature=$(sed -n 's/^JAVA_VERSION="\([0-9]\{1,4\}\).*/\1/p' "$1$layout/release" | head -n 1)
        [ -n "$feature" ] || continue
        printf '%s %s\n' "$feature" "$1$layout"
        return 0
    done
    return 1
}

# new_enough: keeps the lines "VERSION HOME" whose version will do.
new_enough() {
    awk -v wanted="$JDK_WANTED" '$1 + 0 >= wanted + 0'
}

# named_homes: what the environment names, one folder a line, in the order of JavaFinder.
named_homes() {
    printf '%s\n' "${JAVA_HOME:-}"
    env | LC_ALL=C sort | sed -n '/^JAVA_HOME=/d; s/^JAVA[A-Za-z0-9_]*HOME[A-Za-z0-9_]*=//p'
    printf '%s\n' "$PATH" | tr ':' '\n' | while IFS= read -r folder; do
        [ -n "$folder" ] && [ -x "$folder/java" ] || continue
        real=$(readlink -f "$folder/java" 2>/dev/null) || continue
        printf '%s\n' "${real%/*/*}"
    done
}

usual_folders() {
    for folder in /usr/lib/jvm /usr/lib64/jvm /usr/java /usr/local/java /opt/java /opt \
        /Library/Java/JavaVirtualMachines /opt/homebrew/opt /usr/local/opt; do
        printf '%s\n' "${FIND_JDK_ROOT:-}$folder"
    done
    for folder in .sdkman/candidates/java .jdks .gradle/jdks .asdf/installs/java Library/Java/JavaVirtualMachines; do
        printf '%s\n' "${HOME:-}/$folder"
    done
}

find_jdk() {
    tool=${1:-java}
    found=$(named_homes | while IFS= read -r folder; do
        if [ -n "$folder" ]; then java_home_in "$folder" "$tool" || continue; fi
    done | new_enough | head -n 1)
    if [ -z "$found" ]; then
        found=$(usual_folders | while IFS= read -r folder; do
            for home in "$folder"/*; do
                if [ -d "$home" ]; then java_home_in "$home" "$tool" || continue; fi
            done
        done | new_enough | LC_ALL=C sort -k1,1n -k2 | head -n 1)
    fi
    [ -n "$found" ] && printf '%s\n' "${found#* }"
}
