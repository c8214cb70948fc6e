package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import java.util.List;

/**
 * Whether there are a region and credentials that AWS takes. All that asks AWS waits for it: without them the same would be said of each
 * thing.
 */
public record IdentityCheck(Surroundings aws, List<Check> next) implements Check {
    @Override
    public String subject() {
        return "credentials";
    }

    @Override
    public String doing() {
        return "find out whose AWS credentials these are";
    }

    @Override
    public void look(Report report) {
        try {
            aws.session().region();
            aws.session().identity();
            next.forEach(report::then);
        } catch (ActionableException e) {
            report.fails(e.problem(), e.remedy());
        }
    }
}
