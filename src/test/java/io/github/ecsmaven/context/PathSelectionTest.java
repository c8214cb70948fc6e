package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSelectionTest {
    // The patterns that include and those that ignore; a path; whether it is selected, and whether something below it
    // may be.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            a         | ""         | a         | true  | true
            a         | ""         | a/b/c     | true  | true
            a         | ""         | ab        | false | false
            a/b       | ""         | a         | false | true
            a/b       | ""         | a/c       | false | false
            a/b       | ""         | a/b       | true  | true
            a/*       | ""         | a         | false | true
            a/*       | ""         | a/x/y     | true  | true
            */c       | ""         | x         | false | true
            */c       | ""         | x/y       | false | false
            **/c      | ""         | x/y       | false | true
            **/c      | ""         | x/y/c/d   | true  | true
            a !a/b    | ""         | a/b       | false | false
            a !a/b    | ""         | a/b/c     | false | false
            !a        | ""         | a         | false | false
            a         | a          | a         | false | false
            a         | a/b        | a         | true  | true
            a         | a/b        | a/b       | false | false
            a         | a/b        | a/b/c     | false | false
            a         | a/b !a/b/c | a/b       | false | true
            a         | a/b !a/b/c | a/b/c     | true  | true
            a         | a/b !a/b/c | a/b/d     | false | false
            a         | * !a/b     | a         | false | true
            a         | * !**/c    | a/b       | false | true
            b         | * !a       | b         | false | false
            b         | * !a       | a         | false | false
            a/b       | a/*        | a         | false | true
            a/b       | a/*        | a/b       | false | false
            a/b       | a          | a         | false | false
            """)
    void selectsWhatIsIncludedAndNotIgnored(
            String included, String ignored, String path, boolean selected, boolean below) {
        PathSelection selection = PathSelection.of(rules(included), rules(ignored));

        PathSelection.Verdict verdict = verdict(selection, path);
        assertThat(verdict.selected()).isEqualTo(selected);
        assertThat(selected || selection.maySelectBelow(path, verdict)).isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({"a,true,true", "a/b,false,true", "a/b/c,true,true", "a/b/d,false,false", "x/y,true,true"})
    void withoutInclusionsSelectsWhatIsNotIgnored(String path, boolean selected, boolean below) {
        PathSelection selection = PathSelection.without(rules("a/b !a/b/c"));

        PathSelection.Verdict verdict = verdict(selection, path);
        assertThat(verdict.selected()).isEqualTo(selected);
        assertThat(selected || selection.maySelectBelow(path, verdict)).isEqualTo(below);
    }

    private static PathSelection.Verdict verdict(PathSelection selection, String path) {
        PathSelection.Verdict verdict = selection.ofRoot();
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            verdict = selection.of(path.substring(0, end), verdict);
        }
        return selection.of(path, verdict);
    }

    private static IgnoreRules rules(String patterns) {
        return patterns.isEmpty() ? IgnoreRules.NONE : IgnoreRules.of(List.of(patterns.split(" ")));
    }
}
