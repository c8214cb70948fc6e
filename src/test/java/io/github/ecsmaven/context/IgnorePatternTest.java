package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnorePatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " on ",
            value = {
                "** on file",
                "** on dir/file",
                "**/** on dir/file",
                "dir/** on dir/file",
                "dir/** on dir/dir2/file",
                "**/dir on dir",
                "**/dir on other/dir",
                "**/dir2/* on dir/dir2/file",
                "**/dir2/** on dir/dir2/dir3/file",
                "**file on file",
                "**file on dir/dir/file",
                "**file on dir/profile",
                "**/file on dir/dir/file",
                "**/file* on dir/dir/file.txt",
                "**/file*txt on dir/dir/file.txt",
                "**/file*.txt* on dir/dir/file.txt",
                "**/**/*.txt on dir/dir/file.txt",
                "**/**/*.txt on file.txt",
                "**/*.txt on file.txt",
                "a**/*.txt on a/dir/dir/file.txt",
                "a**/*.txt on abc.txt",
                "a/*.txt on a/file.txt",
                "a/*.txt** on a/file.txt",
                "a/**/b on a/b",
                "a/**/b on a/x/y/b",
                "a[b-d]e on ace",
                "a[^b-d]e on aze",
                "a[^b-d]e on a/e",
                "a[\\]]b on a]b",
                "[[:digit:]]x on 1x",
                ".* on .foo",
                "abc.def on abc.def",
                "abc?def on abcZdef",
                "a?b on aéb",
                "a?b on a😀b",
                "*?b on 😀b",
                "a\\*b on a*b",
                "a\\\\ on a\\",
                "\\d on 7",
                "a(b)c/def on a(b)c/def",
                "a.|)$(}+{bc on a.|)$(}+{bc",
                "*.|)$(}+{bc on a.|)$(}+{bc",
                "a{2}/* on aa/b",
                "a{b/* on a{b/c",
                "a{2} on a{2}",
                "a|b* on ac/d",
                "a|b* on x/bc",
                "dist/*.whl on dist/app-2.4.0rc3.dev36+g08acad9-py3-none-any.whl",
                "***/x on a/bc/x",
                "a^b on a^b"
            })
    void matchesWhatDockerMatches(String pattern, String path) {
        assertThat(IgnorePattern.of(pattern, false).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " on ",
            value = {
                "dir/** on dir",
                "dir/** on dirt/file",
                "**/dir on dir/file",
                "**/dir on adir",
                "**/file on dir/profile",
                "**/**/*.txt2 on dir/dir/file.txt",
                "a/*.txt on a/dir/file.txt",
                "*.txt on dir/file.txt",
                "*/*.txt on file.txt",
                "a[b-d]e on ae",
                "a[b-d]e on aae",
                "a[^b-d]e on ace",
                ".* on foo",
                "abc.def on abcZdef",
                "abc.d* on abcZdef",
                "abc?def on abcdef",
                "a?b on a/b",
                "**/.foo on bar.foo",
                "a(b)c/def on a(b)c/xyz",
                "a\\*b on axb",
                "[!a]x on bx",
                "*^b on a^b",
                ". on file",
                "../x on x"
            })
    void leavesAloneWhatDockerLeavesAlone(String pattern, String path) {
        assertThat(IgnorePattern.of(pattern, false).matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a[b", "[", "[]", "[]a]", "[-x]", "[a-]", "[^]", "a\\", "[a\\", "[z-a]", "[[:nosuch:]]", "\\x"})
    void refusesWhatDockerCallsMalformed(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> IgnorePattern.of(pattern, false));
    }

    @ParameterizedTest
    @CsvSource({
        "target/*.jar, target, true",
        "target/*.jar, src, false",
        "target/*.jar, target/classes, false",
        "*/pom.xml, module, true",
        "*/pom.xml, module/src, false",
        "**/*.jar, a/b/c, true",
        "a/**, a/b, true",
        "a/**, b, false",
        "[^a]b, x, true",
        "a, a, false",
        "a/b/c, a/b, true",
        "a/b/c, a/c, false"
    })
    void knowsWhereItMayMatchBelow(String pattern, String directory, boolean may) {
        assertThat(IgnorePattern.of(pattern, true).mayMatchBelow(directory)).isEqualTo(may);
    }

    @Test
    void theQuickMatcherAgreesWithTheRegularExpression() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = randomText(random, "ab./*?", 8).replace("//", "/");
            String path = randomText(random, "aab./", 8);
            Pattern regex = GoRegex.compile(GlobSyntax.toGoRegex(pattern));
            assertThat(new WildcardMatcher(pattern).test(path))
                    .as("%s on %s", pattern, path)
                    .isEqualTo(regex.matcher(path).matches());
        }
    }

    private static String randomText(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(longest);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
