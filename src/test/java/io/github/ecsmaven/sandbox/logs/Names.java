package io.github.ecsmaven.sandbox.logs;

import io.github.ecsmaven.sandbox.AwsError;
import java.util.regex.Pattern;

/** What groups and streams may be called, and their ARNs (API reference, "CreateLogGroup", "CreateLogStream"). */
record Names(String account, String region) {
    private static final int LONGEST = 512;
    private static final Pattern GROUP = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
    private static final Pattern STREAM = Pattern.compile("[^:*]*");

    static void checkGroup(String member, String name) throws AwsError {
        check(member, name, GROUP);
    }

    static void checkStream(String member, String name) throws AwsError {
        check(member, name, STREAM);
    }

    private static void check(String member, String name, Pattern form) throws AwsError {
        if (name.isEmpty()) {
            throw LogsErrors.invalid(member, name, "Member must have length greater than or equal to 1");
        }
        if (name.length() > LONGEST) {
            throw LogsErrors.invalid(member, name, "Member must have length less than or equal to " + LONGEST);
        }
        if (!form.matcher(name).matches()) {
            throw LogsErrors.invalid(member, name, "Member must satisfy regular expression pattern: " + form.pattern());
        }
    }

    String group(String name) {
        return "arn:aws:logs:" + region + ":" + account + ":log-group:" + name;
    }

    /** What IAM's refusals name; the stream is empty for an action on the group. */
    String resource(String group, String stream) {
        return group(group) + ":log-stream:" + stream;
    }
}
