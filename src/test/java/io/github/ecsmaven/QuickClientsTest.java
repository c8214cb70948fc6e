package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clients that stand before the SDK's hand on every operation that is called: one that they forget would be unsupported. */
class QuickClientsTest {
    private static final Set<String> NO_OPERATIONS = Set.of("builder", "close", "create", "serviceName");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.ecsmaven");

    @ParameterizedTest
    @CsvSource({
        "io.github.ecsmaven.ecs.QuickEcs, software.amazon.awssdk.services.ecs.EcsClient",
        "io.github.ecsmaven.ecr.QuickEcr, software.amazon.awssdk.services.ecr.EcrClient"
    })
    void handOnEveryOperationThatIsCalled(String quick, String client) throws ClassNotFoundException {
        Set<String> called = MAIN.stream()
                .filter(type -> !type.getName().equals(quick))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getName().equals(client))
                .map(call -> call.getName().replaceFirst("Paginator$", ""))
                .filter(name -> !NO_OPERATIONS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Arrays.stream(Class.forName(quick).getDeclaredMethods()).map(Method::getName))
                .containsAll(called);
        assertThat(called).hasSizeGreaterThan(10);
    }
}
