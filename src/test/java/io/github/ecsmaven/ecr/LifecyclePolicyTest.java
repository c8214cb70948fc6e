package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.LifecycleRule.Selection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecyclePolicyTest {
    private static LifecycleRule untagged(int days) {
        return rule(Selection.UNTAGGED, List.of(), List.of(), Optional.of(days), Optional.empty());
    }

    private static LifecycleRule newest(int count, String... prefixes) {
        return rule(Selection.TAGGED, List.of(prefixes), List.of(), Optional.empty(), Optional.of(count));
    }

    private static LifecycleRule any(int count) {
        return rule(Selection.ANY, List.of(), List.of(), Optional.empty(), Optional.of(count));
    }

    private static LifecycleRule patterns(int days, String... patterns) {
        return rule(Selection.TAGGED, List.of(), List.of(patterns), Optional.of(days), Optional.empty());
    }

    private static LifecycleRule rule(
            Selection selection,
            List<String> prefixes,
            List<String> patterns,
            Optional<Integer> days,
            Optional<Integer> count) {
        return new LifecycleRule(selection, prefixes, patterns, days, count, Optional.empty());
    }

    @Test
    void givesPrioritiesInOrderWithAnyLast() {
        assertThat(LifecyclePolicy.of(List.of(any(50), untagged(7), newest(10, "prod")))
                        .toJson())
                .isEqualTo(
                        "{\"rules\":["
                                + "{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"untagged\",\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":7},\"action\":{\"type\":\"expire\"}},"
                                + "{\"rulePriority\":2,\"selection\":{\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"prod\"],\"countType\":\"imageCountMoreThan\",\"countNumber\":10},\"action\":{\"type\":\"expire\"}},"
                                + "{\"rulePriority\":3,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":50},\"action\":{\"type\":\"expire\"}}]}");
    }

    @Test
    void saysInWordsWhatEachRuleDoes() {
        assertThat(LifecyclePolicy.of(List.of(
                                untagged(7), newest(10, "prod"), patterns(1, "v*", "*-rc"), newest(1, "dev"), any(50)))
                        .sentences())
                .containsExactly(
                        "untagged images expire 7 days after their push",
                        "of the images tagged prod*, all but the newest 10 expire",
                        "images that have tags for all of *-rc and v* expire 1 day after their push",
                        "of the images tagged dev*, all but the newest one expire",
                        "of all images, all but the newest 50 expire (what a rule above matches is left to it)");
    }

    @Test
    void saysInWordsWhatRulesAboutTheArchiveDo() {
        String json = "{\"rules\":["
                + "{\"rulePriority\":5,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\",\"countNumber\":90},\"action\":{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}},"
                + "{\"rulePriority\":9,\"selection\":{\"tagStatus\":\"any\",\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",\"countUnit\":\"days\",\"countNumber\":365},\"action\":{\"type\":\"expire\"}}]}";
        assertThat(LifecyclePolicy.parse(json).sentences())
                .containsExactly(
                        "all images move to the archive 90 days after their last pull",
                        "all archived images expire 365 days after their move to the archive"
                                + " (what a rule above matches is left to it)");
    }

    @Test
    void isEqualToAnotherTextOfTheSameMeaning() {
        String kept = "{ \"rules\" : [ "
                + "{\"action\":{\"type\":\"expire\"},\"rulePriority\":2,\"selection\":{\"countNumber\":10,\"tagPatternList\":[],\"countType\":\"imageCountMoreThan\",\"tagPrefixList\":[\"b\",\"a\"],\"tagStatus\":\"tagged\"},\"description\":null},"
                + "{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"untagged\",\"storageClass\":\"standard\",\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":7},\"action\":{\"type\":\"expire\"}}]}";
        assertThat(LifecyclePolicy.ofEcr(kept))
                .isEqualTo(LifecyclePolicy.of(List.of(untagged(7), newest(10, "a", "b"))));
        assertThat(LifecyclePolicy.ofEcr(kept))
                .isNotEqualTo(LifecyclePolicy.of(List.of(untagged(8), newest(10, "a", "b"))));
        assertThat(LifecyclePolicy.parse(kept).toJson())
                .isEqualTo(LifecyclePolicy.of(List.of(untagged(7), newest(10, "b", "a")))
                        .toJson());
    }

    @Test
    void listsEverythingThatIsWrongAndNamesTheElements() {
        List<LifecycleRule> rules = List.of(
                untagged(0),
                rule(Selection.TAGGED, List.of(), List.of(), Optional.of(7), Optional.empty()),
                patterns(7, "*a*b*c*d*"),
                rule(Selection.UNTAGGED, List.of("x"), List.of(), Optional.of(7), Optional.of(7)),
                rule(Selection.TAGGED, List.of("x"), List.of("y"), Optional.empty(), Optional.empty()),
                any(1),
                any(2));
        assertThatThrownBy(() -> LifecyclePolicy.of(rules))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("<lifecycle><rules><rule>[1]<maximumAgeLimit>: must be a whole number from 1")
                .hasMessageContaining("<rule>[2]<selection>: tagged needs prefixes or patterns")
                .hasMessageContaining("<rule>[3]<tagPatterns>: '*a*b*c*d*' has 5 '*', and 4 are allowed")
                .hasMessageContaining("<rule>[4]: <maximumAgeLimit> and <maximumNumberOfImages> exclude one another")
                .hasMessageContaining("<rule>[4]<tagPrefixes>: belong to rules for tagged images only")
                .hasMessageContaining("<rule>[4]<selection>: only one rule may select untagged images")
                .hasMessageContaining(
                        "<rule>[5]: one of <maximumAgeLimit> (days) and <maximumNumberOfImages> is missing")
                .hasMessageContaining("<rule>[5]<tagPatterns>: exclude prefixes")
                .hasMessageContaining("<rule>[7]<selection>: only one rule may select any images")
                .hasMessageNotContaining("rulePriority");
    }

    @Test
    void refusesAPolicyWithoutRulesAndOneWithTooMany() {
        assertThatThrownBy(() -> LifecyclePolicy.of(List.of()))
                .hasMessageContaining("<lifecycle><rules>: there is no rule");
        List<LifecycleRule> many = new java.util.ArrayList<>();
        for (int index = 0; index < 51; index++) {
            many.add(newest(1, "p" + index));
        }
        assertThatThrownBy(() -> LifecyclePolicy.of(many)).hasMessageContaining("there are 51 rules");
    }

    @Test
    void refusesTheSamePrefixesTwice() {
        assertThatThrownBy(() -> LifecyclePolicy.of(List.of(newest(1, "a", "b"), newest(2, "b", "a"))))
                .hasMessageContaining("<rule>[2]<tagPrefixes>: are those of <lifecycle><rules><rule>[1] again");
    }

    @Test
    void refusesAPolicyThatIsTooLong() {
        LifecycleRule wordy = new LifecycleRule(
                Selection.UNTAGGED,
                List.of(),
                List.of(),
                Optional.of(1),
                Optional.empty(),
                Optional.of("x".repeat(31_000)));
        assertThatThrownBy(() -> LifecyclePolicy.of(Collections.singletonList(wordy)))
                .hasMessageContaining("ECR takes 30720");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|rules: there is no rule",
                "{'rules':[{}]}|rules[0].rulePriority: must be a whole number from 1",
                "{'rules':[{}]}|rules[0].selection.tagStatus: must be tagged, untagged or any",
                "{'rules':[{}]}|rules[0].selection.countType: must be imageCountMoreThan",
                "{'rules':[{}]}|rules[0].action.type: must be expire or transition",
                "{'rule':[]}|rule: ECR knows no such member",
                "{'rules':[{'selection':{'tagPrefixes':['a']}}]}|rules[0].selection.tagPrefixes: ECR knows no such member",
                "{'rules':[{'selection':{'countType':'sinceImagePushed'}}]}|rules[0].selection.countUnit: must be days",
                "{'rules':[{'selection':{'countType':'imageCountMoreThan','countUnit':'days'}}]}|countUnit: does not go with",
                "{'rules':[{'selection':{'countType':'sinceImagePulled'},'action':{'type':'expire'}}]}|goes with the action transition only",
                "{'rules':[{'selection':{'countType':'sinceImageTransitioned'}}]}|goes with the storage class archive only",
                "{'rules':[{'action':{'type':'transition'}}]}|action.targetStorageClass: must be archive",
                "{'rules':[{'action':{'type':'expire','targetStorageClass':'archive'}}]}|goes with transition only",
                "{'rules':[{'rulePriority':1},{'rulePriority':1}]}|rules[1].rulePriority: is 1, as that of rules[0]",
                "{'rules':[{'rulePriority':1,'selection':{'tagStatus':'any'}},{'rulePriority':2,'selection':{'tagStatus':'untagged'}}]}|rules[0].rulePriority: the rule for any image must have the highest number",
                "{'rules':[{'selection':{'tagPrefixList':'a'}}]}|tagPrefixList: must be a list",
                "{|no JSON"
            })
    void refusesJsonThatEcrWouldRefuse(String json, String finding) {
        assertThatThrownBy(() -> LifecyclePolicy.parse(json.replace('\'', '"')))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(finding)
                .hasMessageContaining("<lifecyclePolicyFile>");
    }

    @Test
    void readsASelectionInAnyCaseAndRefusesOthers() {
        assertThat(Selection.parse("Untagged")).isEqualTo(Selection.UNTAGGED);
        assertThatThrownBy(() -> Selection.parse("old")).hasMessageContaining("untagged, tagged or any");
    }
}
