package io.github.ecsmaven.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of errors, in Markdown as GitHub shows it. */
final class ErrorPage {
    private static final String TOP =
            """
            # Every error, and what ends it

            <!-- Made from the sources: mvn test -Dtest=ErrorPageTest -Dreadme.update writes this page. Do not edit it. -->

            An error of this plugin says what happened, to which thing and why, and below that what to do. Search this page for a few words
            of the one that you have; names, numbers and paths are left out here.

            - `…` stands for what is different each time: a name, a number, a path, or the words of Docker or AWS.
            - `[words in brackets]` are said only when there is something to say, and of `{this | that}` one.
            - Several remedies with dashes: the error has the one that fits.

            `mvn -e` adds where an error comes from. The ones that are met first stand in the [README](../../../README.md#when-it-fails) too.

            """;
    // Elements, with what is in them up to the closing tag; properties; variables; permissions; commands.
    private static final Pattern CODE = Pattern.compile("(?:<[a-zA-Z]+>)+(?:[^<> ]*(?:</[a-zA-Z]+>)+)?"
            + "|-Decs\\.(?:\\*|[\\w.…]*[\\w…](?:=[^ ,;)]*[^ ,;.)])?)"
            + "|\\b[A-Z]+(?:_[A-Z]+)+\\b(?:=[^ ,;)]*[^ ,;.)])?"
            + "|\\b(?:iam|ecr|ecs|sts|kms):[a-zA-Z]\\w+"
            + "|\\{\"[^}]*}"
            + "|'aws [^']*'"
            + "|\\baws (?!configure)[a-z0-9-]+ [a-z-]*[a-z](?: …)?(?: --[a-z-]+(?: (?:…|ecr|1h|[A-Z]+|[a-z]+=[\\w…]+))?)*"
            + "|\\bdocker (?:login|info|build|push|image prune|context [a-z]+)(?: (?:…|-f|default|<registry>|--docker \\S+))*"
            + "|\\bmvn (?:deploy|package|clean|--encrypt-password|ecs:help -Ddetail|ecs:iam-policy)");

    private final Map<String, Map<String, Set<String>>> tables = new LinkedHashMap<>();
    private final Map<String, Set<String>> details = new LinkedHashMap<>();

    ErrorPage(List<ErrorEntry> errors, List<ErrorEntry> details) {
        ErrorGroups.headings().forEach(heading -> {
            tables.put(heading, new LinkedHashMap<>());
            this.details.put(heading, new LinkedHashSet<>());
        });
        errors.forEach(error -> ErrorGroups.of(error.site()).ifPresent(heading -> tables.get(heading)
                .computeIfAbsent(tidy(error.problem()), problem -> new LinkedHashSet<>())
                .add(tidy(error.remedy()))));
        details.forEach(detail -> ErrorGroups.of(detail.site())
                .ifPresent(heading -> this.details.get(heading).add(tidy(detail.problem()))));
    }

    String markdown() {
        StringBuilder page = new StringBuilder(TOP);
        List<String> headings = ErrorGroups.headings().stream()
                .filter(heading -> !tables.get(heading).isEmpty())
                .toList();
        headings.forEach(heading -> page.append("- [")
                .append(heading)
                .append("](#")
                .append(heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z ]", "")
                        .replace(' ', '-'))
                .append(")\n"));
        headings.forEach(heading -> page.append(section(heading)));
        return page.toString();
    }

    private String section(String heading) {
        StringBuilder section = new StringBuilder("\n## " + heading + "\n\n| it says | what to do |\n|---|---|\n");
        rows(tables.get(heading)).forEach((remedies, problems) -> section.append("| ")
                .append(Variants.merged(problems).stream().map(ErrorPage::code).collect(Collectors.joining("<br>")))
                .append(" | ")
                .append(prose(remedies))
                .append(" |\n"));
        if (!details.get(heading).isEmpty()) {
            section.append("\nWhere an error of this section has `…`, it may say:\n\n");
            Variants.merged(details.get(heading))
                    .forEach(detail -> section.append("- ").append(code(detail)).append('\n'));
        }
        return section.toString();
    }

    /** Problems with the same remedy share a row, at the place of the first. */
    private static Map<Set<String>, List<String>> rows(Map<String, Set<String>> table) {
        Map<Set<String>, List<String>> rows = new LinkedHashMap<>();
        table.forEach((problem, remedies) ->
                rows.computeIfAbsent(remedies, same -> new ArrayList<>()).add(problem));
        return rows;
    }

    private static String prose(Set<String> remedies) {
        List<String> forms = Variants.merged(remedies);
        return forms.size() == 1
                ? prose(forms.get(0))
                : forms.stream().map(remedy -> "– " + prose(remedy)).collect(Collectors.joining("<br>"));
    }

    private static String prose(String text) {
        Matcher matcher = CODE.matcher(text);
        StringBuilder prose = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            prose.append(escaped(text.substring(from, matcher.start()))).append(code(withoutQuotes(matcher.group())));
            from = matcher.end();
        }
        return prose.append(escaped(text.substring(from))).toString();
    }

    private static String withoutQuotes(String text) {
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\`*\\[\\]|]", "\\\\$0").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }

    private static String tidy(String text) {
        String oneLine = text.replaceAll("\\[(\\s+…(?:: …)?)\\]", "$1")
                .replaceAll("…(?:(?:\\.| *)…|\\[…\\])+", "…")
                .replaceAll("\\s+", " ")
                .strip();
        boolean bracketed = oneLine.startsWith("[") && oneLine.indexOf(']') == oneLine.length() - 1;
        return bracketed ? oneLine.substring(1, oneLine.length() - 1) : oneLine;
    }
}
