package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two policies of a repository: whether they mean the same, and where they do not. */
class RepositoryPolicyTest {
    private static final String PULL =
            "{\"Sid\": \"pull\", \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"ecr:BatchGetImage\"]}";
    private static final String LIST =
            "{\"Sid\": \"list\", \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:ListImages\"}";
    private static final String NAMELESS = "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"ecr:PutImage\"}";

    @Test
    void oneValueAndAListOfItAreTheSame() {
        assertThat(changes(policy(PULL), policy(PULL.replace("[\"ecr:BatchGetImage\"]", "\"ecr:BatchGetImage\""))))
                .isEmpty();
        assertThat(changes("{\"Statement\": [" + PULL + "]}", "{\"Statement\": " + PULL + "}"))
                .isEmpty();
    }

    @Test
    void theOrderOfStatementsAndOfValuesSaysNothing() {
        String two = PULL.replace("[\"ecr:BatchGetImage\"]", "[\"a\", \"b\"]");
        String turned = PULL.replace("[\"ecr:BatchGetImage\"]", "[\"b\", \"a\"]");

        assertThat(changes(policy(two, LIST, NAMELESS), policy(NAMELESS, LIST, turned)))
                .isEmpty();
    }

    @Test
    void aStatementGoesByItsSid() {
        assertThat(changes(policy(PULL, LIST), policy(LIST, PULL.replace("Allow", "Deny"))))
                .containsExactly("Statement[pull].Effect: Allow -> Deny");
    }

    @Test
    void aStatementWithoutASidOfItsOwnGoesByItsIndex() {
        assertThat(changes(policy(PULL, NAMELESS), policy(PULL, NAMELESS.replace("Put", "Get"))))
                .containsExactly("Statement[1].Action: ecr:PutImage -> ecr:GetImage");
        assertThat(changes(policy(PULL, PULL), policy(PULL, PULL.replace("Allow", "Deny"))))
                .contains("Statement[1].Effect:  -> Deny");
    }

    @Test
    void ofAListEachValueIsTold() {
        String more = PULL.replace("\"ecr:BatchGetImage\"", "\"ecr:BatchGetImage\", \"ecr:ListImages\"");

        assertThat(changes(policy(PULL), policy(more))).containsExactly("Statement[pull].Action:  -> ecr:ListImages");
        assertThat(changes(policy(more), policy(PULL))).containsExactly("Statement[pull].Action: ecr:ListImages -> ");
    }

    @Test
    void conditionsAndPrincipalsAreToldByTheirPlace() {
        String one = PULL.replace("\"*\"", "{\"AWS\": \"arn:aws:iam::111122223333:root\"}");
        String other = PULL.replace("\"*\"", "{\"Service\": \"codebuild.amazonaws.com\"}")
                .replace("\"Effect\"", "\"Condition\": {\"Bool\": {\"aws:SecureTransport\": true}}, \"Effect\"");

        assertThat(changes(policy(one), policy(other)))
                .containsExactly(
                        "Statement[pull].Condition.Bool.aws:SecureTransport:  -> true",
                        "Statement[pull].Principal.AWS: arn:aws:iam::111122223333:root -> ",
                        "Statement[pull].Principal.Service:  -> codebuild.amazonaws.com");
    }

    @Test
    void aStatementThatComesOrGoesIsToldWhole() {
        assertThat(changes(policy(PULL), policy(PULL, LIST)))
                .containsExactly(
                        "Statement[list].Action:  -> ecr:ListImages",
                        "Statement[list].Effect:  -> Allow",
                        "Statement[list].Principal:  -> *");
        assertThat(changes(policy(PULL, LIST), policy(PULL))).hasSize(3).allMatch(change -> change.endsWith(" -> "));
    }

    @Test
    void aFirstPolicyIsNewThroughout() {
        assertThat(new SettingChange.Policy(Optional.empty(), policy(PULL)).differences())
                .hasSize(4)
                .allMatch(difference -> difference.before().isEmpty())
                .contains(new PolicyDifference("Version", Optional.empty(), Optional.of("2012-10-17")));
    }

    private static String policy(String... statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}";
    }

    private static List<String> changes(String before, String after) {
        List<String> changes = new SettingChange.Policy(Optional.of(before), after)
                .differences().stream()
                        .map(each -> each.path() + ": " + each.before().orElse("") + " -> "
                                + each.after().orElse(""))
                        .toList();
        assertThat(RepositoryPolicy.parse(after).meansTheSameAs(RepositoryPolicy.parse(before)))
                .isEqualTo(changes.isEmpty());
        return changes;
    }
}
