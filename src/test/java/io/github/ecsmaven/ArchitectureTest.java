package io.github.ecsmaven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package knows what: the table of contents of the code base. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "io.github.ecsmaven";

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_mojo_knows_Maven =
            onlyThose("mojo").mayKnow("org.apache.maven..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule only_docker_knows_docker_java = onlyThose("docker").mayKnow("com.github.dockerjava..");

    @ArchTest
    static final ArchRule only_gRPC_of_our_own_knows_frames_of_HTTP2 =
            onlyThose("buildkit.grpc").mayKnow("org.apache.hc..");

    @ArchTest
    static final ArchRule only_buildkit_speaks_gRPC = onlyThose("buildkit").mayKnow(ROOT + ".buildkit.grpc..");

    @ArchTest
    static final ArchRule gRPC_knows_the_JDK_and_frames_alone = only("buildkit.grpc")
            .mayUse("java..", "org.jspecify..", "org.apache.hc.core5..", ROOT + ".buildkit.grpc..");

    @ArchTest
    static final ArchRule messages_of_BuildKit_know_the_JDK_and_JSON_alone = only("buildkit.wire")
            .mayUse("java..", "org.jspecify..", "com.fasterxml.jackson..", ROOT + ".buildkit.wire..");

    @ArchTest
    static final ArchRule buildkit_dials_through_docker_and_knows_nothing_of_AWS = noClasses()
            .that()
            .resideInAPackage(ROOT + ".buildkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".aws..", ROOT + ".ecr..", ROOT + ".ecs..", ROOT + ".release..");

    @ArchTest
    static final ArchRule docker_does_not_know_buildkit = noClasses()
            .that()
            .resideInAPackage(ROOT + ".docker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".buildkit..");

    @ArchTest
    static final ArchRule only_ecr_knows_the_SDK_of_ECR =
            onlyThose("ecr").mayKnow("software.amazon.awssdk.services.ecr..");

    @ArchTest
    static final ArchRule only_ecs_knows_the_SDK_of_ECS =
            onlyThose("ecs").mayKnow("software.amazon.awssdk.services.ecs..");

    @ArchTest
    static final ArchRule only_logs_knows_the_SDK_of_CloudWatch_Logs =
            onlyThose("logs").mayKnow("software.amazon.awssdk.services.cloudwatchlogs..");

    @ArchTest
    static final ArchRule only_stack_knows_the_SDK_of_CloudFormation =
            onlyThose("stack").mayKnow("software.amazon.awssdk.services.cloudformation..");

    @ArchTest
    static final ArchRule stack_knows_image_context_and_aws_alone = only("stack")
            .mayUse(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "software.amazon.awssdk..",
                    ROOT,
                    ROOT + ".image..",
                    ROOT + ".context..",
                    ROOT + ".aws..",
                    ROOT + ".stack..");

    @ArchTest
    static final ArchRule stack_is_known_by_mojo_and_release_alone = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".mojo..", ROOT + ".release..", ROOT + ".stack..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".stack..");

    @ArchTest
    static final ArchRule logs_and_elb_are_known_by_mojo_release_and_preflight_alone = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".mojo..", ROOT + ".release..", ROOT + ".preflight..", ROOT + ".logs..", ROOT + ".elb..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".logs..", ROOT + ".elb..");

    @ArchTest
    static final ArchRule logs_and_elb_answer_to_ecs_and_know_aws_alone = classes()
            .that()
            .resideInAnyPackage(ROOT + ".logs..", ROOT + ".elb..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.w3c.dom..",
                    "org.jspecify..",
                    "software.amazon.awssdk..",
                    ROOT,
                    ROOT + ".aws..",
                    ROOT + ".ecs..",
                    ROOT + ".logs..",
                    ROOT + ".elb..");

    @ArchTest
    static final ArchRule logs_and_elb_do_not_know_one_another =
            slices().matching(ROOT + ".(logs|elb)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule registry_knows_the_vocabulary_and_JSON_alone = only("registry")
            .mayUse(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    ROOT,
                    ROOT + ".image..",
                    ROOT + ".registry..");

    @ArchTest
    static final ArchRule only_aws_knows_the_SDKs_credentials_and_regions = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".aws..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon.awssdk.auth..",
                    "software.amazon.awssdk.regions..",
                    "software.amazon.awssdk.services.sts..",
                    "software.amazon.awssdk.http..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_context_writes_tar_streams =
            onlyThose("context").mayKnow("org.apache.commons.compress..");

    @ArchTest
    static final ArchRule image_is_a_vocabulary_of_the_JDK_alone =
            only("image").mayUse("java..", "org.jspecify..", ROOT, ROOT + ".image..");

    // So that every package which meets a refusal can say which statement is missing.
    @ArchTest
    static final ArchRule iam_is_a_vocabulary_of_the_JDK_alone =
            only("iam").mayUse("java..", "org.jspecify..", ROOT + ".iam..");

    @ArchTest
    static final ArchRule mojo_is_known_by_nobody = onlyThose("mojo").mayKnow(ROOT + ".mojo..");

    @ArchTest
    static final ArchRule release_is_known_by_mojo_alone = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".mojo..", ROOT + ".release..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".release..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule preflight_is_known_by_mojo_alone = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".mojo..", ROOT + ".preflight..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".preflight..");

    @ArchTest
    static final ArchRule preflight_builds_and_pushes_nothing = noClasses()
            .that()
            .resideInAPackage(ROOT + ".preflight..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".docker..", ROOT + ".buildkit..", ROOT + ".context..", ROOT + ".release..");

    @ArchTest
    static final ArchRule docker_ecr_and_ecs_do_not_know_one_another = slices().matching(ROOT + ".(docker|ecr|ecs)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule context_knows_the_vocabulary_alone = noClasses()
            .that()
            .resideInAPackage(ROOT + ".context..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".aws..",
                    ROOT + ".buildkit..",
                    ROOT + ".docker..",
                    ROOT + ".ecr..",
                    ROOT + ".ecs..",
                    ROOT + ".release..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule no_room_is_a_junk_drawer = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..")
            .allowEmptyShould(true);

    private static Owner onlyThose(String packageName) {
        return foreign -> noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + packageName + "..")
                .and()
                .doNotHaveSimpleName("HelpMojo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .allowEmptyShould(true);
    }

    private static User only(String packageName) {
        return known -> classes()
                .that()
                .resideInAPackage(ROOT + "." + packageName + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known);
    }

    private interface User {
        ArchRule mayUse(String... known);
    }

    private interface Owner {
        ArchRule mayKnow(String... foreign);
    }
}
