package io.github.ecsmaven.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.ecs.SecretSource.Parameter;
import java.util.List;
import java.util.Map;

/**
 * Whether a parameter of SSM is there, in the version or with the label that its name may end in. What it holds is not decrypted, and of the
 * answer only the list of the names is looked at that SSM does not know.
 */
record ParameterCheck(AwsReads reads, String where, Parameter parameter) implements Check {
    @Override
    public String subject() {
        return "SSM parameters";
    }

    @Override
    public String doing() {
        return "look for " + parameter + " (" + where + ")";
    }

    @Override
    public void look(Report report) {
        JsonNode answer = reads.json(
                AwsApi.SSM,
                parameter.region(),
                "GetParameters",
                Map.of("Names", List.of(parameter.name()), "WithDecryption", false));
        boolean unknown = !answer.path("InvalidParameters").isEmpty();
        if (unknown) {
            report.fails(
                    "There is no " + parameter + " in " + parameter.region() + ", which " + where + " names.",
                    "Correct the name, or create it (aws ssm put-parameter); the parameters there: aws ssm"
                            + " describe-parameters --region " + parameter.region() + ".");
        }
    }
}
