package io.github.ecsmaven.ecs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a registered task definition revision, such as {@code arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:12}.
 *
 * @param value the whole ARN
 */
public record TaskDefinitionArn(String value) {
    private static final Pattern FORM = Pattern.compile(
            "arn:[^:]+:ecs:[^:]*:[^:]*:task-definition/(?<name>(?<family>[A-Za-z0-9_-]+):(?<revision>[0-9]+))");

    /** @throws IllegalArgumentException when the text is not the ARN of a revision */
    public TaskDefinitionArn {
        match(value);
    }

    /** Family and revision as the console shows them: {@code shop:12}. */
    public String name() {
        return match(value).group("name");
    }

    /** The family alone. */
    public String family() {
        return match(value).group("family");
    }

    /** The number of the revision alone; a later one of the family has a higher one. */
    public int revision() {
        return Integer.parseInt(match(value).group("revision"));
    }

    /** A revision of the same account and region. */
    TaskDefinitionArn sibling(String family, int revision) {
        return new TaskDefinitionArn(value.substring(0, value.lastIndexOf('/') + 1) + family + ":" + revision);
    }

    private static Matcher match(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the ARN of a task definition revision: " + value);
        }
        return matcher;
    }

    /** The short form, as a user tells it to a colleague: {@code shop:12}. */
    @Override
    public String toString() {
        return name();
    }
}
