package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.Encryption;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.RepositoryWarning;
import io.github.ecsmaven.ecr.SettingChange;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.ecr.TagMutability.Mode;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.FieldChange.Kind;
import io.github.ecsmaven.ecs.PreDeployTask;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ImagePlan;
import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlanPart;
import io.github.ecsmaven.release.PlannedDeployment;
import io.github.ecsmaven.release.PlannedImage;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every wording of a plan, and what it is in {@code plan.json}: {@code src/test/resources/mojo/plan*}. */
class PlanLogTest {
    private static final RepositoryName NAME = new RepositoryName("team/shop");
    private static final ImageReference URI =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop");
    private static final Repository REPOSITORY = new Repository(
            NAME,
            URI,
            "123456789012",
            "arn:aws:ecr:eu-west-1:123456789012:repository/team/shop",
            TagMutability.of(Mode.MUTABLE),
            Optional.empty(),
            Optional.empty());
    private static final Digest DIGEST = new Digest("sha256:" + "1".repeat(64));
    private static final List<Tag> TAGS = List.of(new Tag("1.4"), new Tag("stable"));
    private static final ImageRecord BUILT = new ImageRecord(
            URI.withTag(TAGS.get(0)),
            Optional.of(DIGEST),
            Optional.empty(),
            TAGS,
            Optional.empty(),
            false,
            List.of(),
            false,
            "com.acme:shop:1.4",
            Optional.empty(),
            "");
    private static final RepositorySettings EVERYTHING = new RepositorySettings(
            true,
            Optional.of(new TagMutability(Mode.IMMUTABLE_WITH_EXCLUSION, List.of("dev-*"))),
            Optional.of(new Encryption(Encryption.Type.KMS, Optional.of("alias/shop"))),
            Optional.of(true),
            Map.of("team", "orders"),
            Optional.of(pulls("ecr:BatchGetImage", "111122223333")));

    private final ShopService shop = new ShopService();
    private final RecordingLog log = new RecordingLog(new Terminal());

    @Test
    void eachPlan() {
        tell("a first deployment", first());
        tell("nothing differs", nothing());
        tell("much differs", much());
        tell("a service runs again what it ran, and another is followed", again());
        tell("one goal without a part in it", plan(Set.of(PlanPart.LIFECYCLE), Optional.empty(), Optional.empty()));

        GoldenFile.assertReads("plan-log.txt", log.text());
    }

    @Test
    void aPlanAsAFile() {
        GoldenFile.assertReads("plan-log.json", PlanFile.json(much(), "com.acme:shop:1.4") + "\n");
    }

    private void tell(String situation, Plan plan) {
        log.when(situation);
        PlanReport.of(plan, "Plan for shop 1.4:").lines().forEach(log::info);
    }

    private Plan first() {
        return plan(
                EnumSet.allOf(PlanPart.class),
                Optional.of(new RepositoryChange.Create(RepositoryLocation.of(NAME), EVERYTHING)),
                Optional.of(new LifecyclePolicyChange.Put(NAME, Optional.empty(), policy(7, 100))),
                Optional.of(image(new ImagePlan.Build(BUILT, "no earlier build has left target/ecs/image.json"))),
                update(settings(OptionalInt.empty(), false, Optional.empty()), Optional.empty(), imageDiffers()));
    }

    private Plan nothing() {
        return plan(
                EnumSet.allOf(PlanPart.class),
                Optional.of(new RepositoryChange.None(
                        REPOSITORY,
                        List.of(new RepositoryWarning.EncryptionDiffers(
                                NAME,
                                new Encryption(Encryption.Type.AES256, Optional.empty()),
                                new Encryption(Encryption.Type.KMS, Optional.of("alias/shop")))))),
                Optional.of(new LifecyclePolicyChange.None(NAME, policy(7, 100))),
                Optional.of(image(new ImagePlan.InRepository(BUILT, DIGEST, List.of()))),
                deployment(
                        new ServiceChange.Nothing(shop.running(), shop.wanted(), ShopService.SHOP_12),
                        DeploymentSettings.defaults()));
    }

    private Plan much() {
        RevisionSelection old =
                new RevisionSelection(List.of(ShopService.revision(1), ShopService.revision(2)), Map.of());
        PreDeployTask task =
                new PreDeployTask(Optional.empty(), List.of("migrate"), Map.of(), PreDeployTask.DEFAULT_TIMEOUT);
        return plan(
                EnumSet.allOf(PlanPart.class),
                Optional.of(new RepositoryChange.Modify(
                        REPOSITORY,
                        List.of(
                                new SettingChange.Mutability(
                                        TagMutability.of(Mode.MUTABLE), TagMutability.of(Mode.IMMUTABLE)),
                                new SettingChange.ScanOnPush(Optional.of(false), true),
                                new SettingChange.Tags(Map.of("team", "ops"), Map.of("team", "orders", "cost", "42")),
                                new SettingChange.Policy(
                                        Optional.of(pulls("ecr:BatchGetImage", "111122223333")),
                                        pulls("ecr:*", "444455556666"))),
                        List.of())),
                Optional.of(new LifecyclePolicyChange.Put(NAME, Optional.of(policy(7, 50)), policy(7, 100))),
                Optional.of(image(new ImagePlan.InRepository(BUILT, DIGEST, List.of(new Tag("stable"))))),
                update(
                        settings(OptionalInt.of(3), true, Optional.of(task)),
                        Optional.of(old),
                        new FieldChange("cpu", Kind.CHANGED, Optional.of("256"), Optional.of("512")),
                        new FieldChange(
                                "containerDefinitions.app.environment.LEVEL",
                                Kind.CHANGED,
                                Optional.empty(),
                                Optional.empty())));
    }

    private Plan again() {
        return plan(
                Set.of(PlanPart.PUSH, PlanPart.DEPLOY),
                Optional.of(new RepositoryChange.None(REPOSITORY, List.of())),
                Optional.empty(),
                Optional.of(image(new ImagePlan.InEngine(BUILT, DIGEST, Optional.empty()))),
                deployment(
                        new ServiceChange.Redeploy(
                                shop.running(), shop.wanted(), ShopService.SHOP_13, ServiceChange.Reason.ROLLED_BACK),
                        DeploymentSettings.defaults()),
                deployment(
                        new ServiceChange.Follow(shop.running(), shop.wanted(), ShopService.SHOP_13, "ecs-svc/101"),
                        DeploymentSettings.defaults()),
                deployment(
                        new ServiceChange.Scale(shop.running(), shop.wanted(), ShopService.SHOP_12, 0),
                        settings(OptionalInt.of(0), false, Optional.empty())),
                update(DeploymentSettings.defaults(), Optional.empty()));
    }

    private static Plan plan(
            Set<PlanPart> parts,
            Optional<RepositoryChange> repository,
            Optional<LifecyclePolicyChange> policy,
            Optional<PlannedImage> image,
            PlannedDeployment... deployments) {
        return new Plan(
                parts,
                "team/shop",
                repository,
                policy,
                image,
                List.of(deployments),
                Optional.empty(),
                Optional.empty());
    }

    private static Plan plan(Set<PlanPart> parts, Optional<RepositoryChange> repository, Optional<PlannedImage> image) {
        return plan(parts, repository, Optional.empty(), image);
    }

    private static PlannedImage image(ImagePlan decision) {
        return new PlannedImage(decision, URI, TAGS, Path.of("/home/ci/shop/Dockerfile"));
    }

    private static String pulls(String action, String account) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Sid": "pull", "Effect": "Allow", "Action": "%s",
                  "Principal": {"AWS": ["arn:aws:iam::111111111111:root", "arn:aws:iam::%s:root"]}}]}"""
                .formatted(action, account);
    }

    private static LifecyclePolicy policy(int days, int images) {
        return LifecyclePolicy.parse(
                """
                {"rules": [
                  {"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed",
                   "countUnit": "days", "countNumber": %d}, "action": {"type": "expire"}},
                  {"rulePriority": 2, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan",
                   "countNumber": %d}, "action": {"type": "expire"}}]}"""
                        .formatted(days, images));
    }

    private static DeploymentSettings settings(OptionalInt count, boolean force, Optional<PreDeployTask> task) {
        DeploymentSettings plain = DeploymentSettings.defaults();
        return new DeploymentSettings(count, force, plain.waitTimeout(), plain.onTimeout(), plain.logLines(), task);
    }

    private PlannedDeployment update(
            DeploymentSettings settings, Optional<RevisionSelection> old, FieldChange... differences) {
        return new PlannedDeployment(
                "prod/shop",
                new ServiceChange.Update(shop.running(), shop.wanted(), ShopService.SHOP_12, List.of(differences)),
                settings,
                old);
    }

    private static PlannedDeployment deployment(ServiceChange change, DeploymentSettings settings) {
        return new PlannedDeployment("prod/shop", change, settings, Optional.empty());
    }

    private static FieldChange imageDiffers() {
        return new FieldChange(
                "containerDefinitions.app.image",
                Kind.CHANGED,
                Optional.of("1.3 (sha256:9f86d081884c)"),
                Optional.of("1.4 (known after build)"));
    }
}
