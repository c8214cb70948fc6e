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
    private static List<FaultCase> pick(List<FaultCase> all, String pick) {
        return all.stream().filter(c -> c.toString().contains(pick)).toList();
    }

    @Test
    void everyFaultIsToldAndNothingIsLost(@TempDir Path directory) throws Exception {
        try (SystemProperties properties = new SystemProperties()) {
            properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
            String only = System.getProperty("faults.only", "engine registry call rival client network service interrupt");
            String pick = System.getProperty("faults.pick", "");
            long began = System.nanoTime();
            List<FaultCase> cases = new ArrayList<>();
            List<Finding> findings;
            try (FaultMatrix matrix = new FaultMatrix(directory)) {
                if (only.contains("engine")) matrix.begin(1, pick(EngineCases.all(), pick));
                if (only.contains("registry")) matrix.begin(12, pick(RegistryCases.all(), pick));
                if (only.contains("rival")) cases.addAll(RivalCases.all());
                if (only.contains("client")) cases.addAll(ClientCases.all());
                if (only.contains("network")) cases.addAll(NetworkCases.all());
                if (only.contains("service")) cases.addAll(ServiceCases.all());
                if (only.contains("interrupt")) cases.addAll(InterruptCases.all());
                if (only.contains("call")) cases.addAll(CallCases.all(directory));
                findings = matrix.begin(4, pick(cases, pick)).findings();
            }
            System.out.println(findings.size() + " cases, " + (System.nanoTime() - began) / 1_000_000_000 + " s");
            for (Finding f : findings) {
                System.out.println(f.of() + " | " + f.sentence() + " | " + f.verdict() + " | " + f.state());
                for (String b : f.broken()) System.out.println("   BROKEN " + b);
            }
            assertThat(findings).allMatch(f -> f.broken().isEmpty());
        }
    }
}
