package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ReadmeSection;
import io.github.ecsmaven.sandbox.Vpc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows what the goal prints of three planted faults. {@code mvn test -Dtest='*ReadmeTest' -Dreadme.update} writes it. */
class VerifyReadmeTest {
    @Test
    void showsThreePlantedFaults(@TempDir Path module) throws Exception {
        try (VerifiedShop shop = new VerifiedShop(module)) {
            shop.with("<memory>600</memory><containerSecrets><API_KEY>/shop/api-kye</API_KEY></containerSecrets>");
            shop.sandbox
                    .vpc()
                    .leads(Vpc.MAIN_ROUTES, List.of(""), new Vpc.Route("0.0.0.0/0", "igw-0a1b2c3d4e5f67890", true));
            shop.sandbox.vpc().addEndpoint("com.amazonaws.eu-west-1.s3", Vpc.MAIN_ROUTES);
            shop.sandbox.alarms().seedAlarm("shop-errors", "ALARM");
            shop.denying("secretsmanager:DescribeSecret");

            ReadmeSection.assertReads(
                    "verify", "```\n" + shop.verify().replaceFirst("(?s)\\[FAILURE\\].*", "") + "```\n");
        }
    }
}
