package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // the examples of Docker's documentation of .dockerignore files
                "*/temp*                     | somedir/temporary.txt        | true",
                "*/temp*                     | somedir/temp                 | true",
                "*/temp*                     | temp                         | false",
                "*/*/temp*                   | somedir/subdir/temporary.txt | true",
                "*/*/temp*                   | somedir/temp                 | false",
                "temp?                       | tempa                        | true",
                "temp?                       | temp                         | false",
                "**/*.go                     | main.go                      | true",
                "**/*.go                     | cmd/x/main.go                | true",
                "*.md;!README.md             | README.md                    | false",
                "*.md;!README.md             | CHANGES.md                   | true",
                "*.md;!README*.md;README-secret.md | README-secret.md       | true",
                "*.md;!README*.md;README-secret.md | README-public.md       | false",
                "*.md;README-secret.md;!README*.md | README-secret.md       | false",
                // a directory takes its content with it, and the last match counts
                "node_modules                | node_modules/a/b.js          | true",
                "**/node_modules             | node_modules/a/b.js          | true",
                "*;!target/*.jar             | target/app.jar               | false",
                "*;!target/*.jar             | target/classes/A.class       | true",
                "a;!a/b                      | a/b/c                        | false",
                "a;!a/b;a/b/c                | a/b/c                        | true",
                "a;!a/b;a/b/c                | a/b/d                        | false",
                // as Docker has it: a pattern that was not tried on the parent is not tried for it later
                "a;!a/x;a                    | a/x                          | false",
                // cleaning
                "/a                          | a                            | true",
                "./a                         | a                            | true",
                "a/                          | a                            | true",
                "//a//b/                     | a/b                          | true",
                "x/../a                      | a                            | true",
                "../a                        | a                            | false",
                "/../a                       | a                            | true",
                ".                           | a                            | false",
                "/                           | a                            | false",
                "!./a                        | a                            | false",
                "*;! /a/                     | a/b                          | false",
                "!!a                         | !a                           | false",
                // comments and blanks
                "#a                          | #a                           | false",
                "\\#a                        | #a                           | true",
                "b;;   ;a                    | a                            | true"
            })
    void readsLinesAsDockerDoes(String lines, String path, boolean ignored) {
        assertThat(rules(lines.replace(';', '\n')).ignore(path)).isEqualTo(ignored);
    }

    @Test
    void takesAHashAfterWhiteSpaceForAPattern() {
        assertThat(rules(" #a").ignore("#a")).isTrue();
    }

    @Test
    void passesOverAByteOrderMarkAndCarriageReturns() {
        assertThat(rules("\ufeffa\r\nb\r\n").ignore("a")).isTrue();
        assertThat(rules("\ufeffa\r\nb\r\n").ignore("b")).isTrue();
    }

    @Test
    void trimsTheWhiteSpaceOfUnicode() {
        assertThat(rules("\t a\u00a0\u3000").ignore("a")).isTrue();
    }

    @Test
    void withoutPatternsIgnoresNothing() {
        assertThat(IgnoreRules.NONE.ignore("a/b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "!", "!/", "a\\", "[]a]"})
    void namesFileAndLineOfAMalformedPattern(String pattern) {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> rules("# comment\n\n" + pattern + "\n"))
                .satisfies(e -> assertThat(e.problem()).startsWith("app/.dockerignore, line 3: '" + pattern + "'"));
    }

    private static IgnoreRules rules(String text) {
        return IgnoreRules.parse(text.getBytes(StandardCharsets.UTF_8), Path.of("app/.dockerignore"));
    }
}
