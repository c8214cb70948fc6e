package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.aws.FargateSizes.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizesTest {
    private final FargateSizes linux = FargateSizes.ofLinux();

    @ParameterizedTest
    @CsvSource({
        "256, 512, true",
        "256, 1536, false",
        "256, 2048, true",
        "512, 4096, true",
        "1024, 1024, false",
        "1024, 3072, true",
        "2048, 16384, true",
        "4096, 30720, true",
        "8192, 16384, true",
        "8192, 17408, false",
        "8192, 20480, true",
        "16384, 40960, true",
        "16384, 36864, false",
        "32768, 61440, true",
        "32768, 65536, false",
        "32768, 249856, true",
        "300, 512, false"
    })
    void isTheTableOfTheDeveloperGuide(int cpu, int memory, boolean there) {
        assertThat(linux.has(new Pair(cpu, memory))).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource({
        "256, 513, 256, 1024",
        "256, 2049, 512, 3072",
        "1024, 512, 1024, 2048",
        "1, 1, 256, 512",
        "600, 600, 1024, 2048",
        "8192, 17000, 8192, 20480",
        "256, 200000, 32768, 249856",
        "40000, 300000, 32768, 249856"
    })
    void theNearestHasEnoughOfBothWhereThereIsOne(int cpu, int memory, int nearestCpu, int nearestMemory) {
        assertThat(linux.nearest(new Pair(cpu, memory))).isEqualTo(new Pair(nearestCpu, nearestMemory));
    }

    @Test
    void windowsBeginsWithOneProcessorAndEndsWithFour() {
        FargateSizes windows = FargateSizes.ofWindows();

        assertThat(windows.has(new Pair(512, 1024))).isFalse();
        assertThat(windows.nearest(new Pair(512, 1024))).isEqualTo(new Pair(1024, 2048));
        assertThat(windows.cpus()).isEqualTo("1024, 2048, 4096");
    }

    @Test
    void saysInWordsWhatGoesTogether() {
        assertThat(linux.memoryFor(256)).contains("512, 1024, 2048 MiB");
        assertThat(linux.memoryFor(8192)).contains("16384 to 61440 MiB in steps of 4096");
        assertThat(linux.memoryFor(300)).isEmpty();
    }
}
