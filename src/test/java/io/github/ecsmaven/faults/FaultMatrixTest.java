package io.github.ecsmaven.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
@Timeout(600)
class FaultMatrixTest {
    @Test
    void everyFaultIsToldAndNothingIsLost(@TempDir Path directory) throws Exception {
        try (SystemProperties properties = new SystemProperties()) {
            properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
            List<FaultCase> cases = new ArrayList<>();
            String only = System.getProperty("faults.only", "");
            if (only.isEmpty() || only.contains("call")) cases.addAll(CallCases.all(directory));
            if (only.isEmpty() || only.contains("registry")) cases.addAll(RegistryCases.all());
            String pick = System.getProperty("faults.pick", "");
            cases.removeIf(c -> !c.toString().contains(pick));
            long began = System.nanoTime();
            List<Finding> findings = FaultMatrix.of(cases, directory);
            System.out.println(cases.size() + " cases, " + (System.nanoTime() - began) / 1_000_000_000 + " s");
            for (Finding f : findings) {
                System.out.println(f.of() + " | " + f.sentence() + " | " + f.verdict() + " | " + f.state());
                for (String b : f.broken()) System.out.println("   BROKEN " + b);
            }
            assertThat(findings).allMatch(f -> f.broken().isEmpty());
        }
    }
}
