package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a lifecycle policy.
 *
 * @param where the repository
 * @param policy the policy that it shall have, or has
 * @param isPut whether it has another one, or none
 * @param previews whether ECR is asked to try it out before it is put
 * @param pushed tags of an image that is about to be pushed; none otherwise
 * @param next the image that the services of the search are about to be given
 * @param search where to look for those who use images
 * @param asksEcs whether they matter at all
 */
public record LifecycleQuestion(
        RepositoryLocation where,
        LifecyclePolicy policy,
        boolean isPut,
        boolean previews,
        List<Tag> pushed,
        Optional<ImageReference> next,
        ImageSearch search,
        boolean asksEcs) {
    public LifecycleQuestion {
        pushed = List.copyOf(pushed);
    }

    /** About what was decided to be done to a repository. */
    public static LifecycleQuestion about(RepositoryLocation where, LifecyclePolicyChange change, ImageSearch search) {
        boolean put = change instanceof LifecyclePolicyChange.Put;
        LifecyclePolicy policy = change instanceof LifecyclePolicyChange.Put it
                ? it.after()
                : ((LifecyclePolicyChange.None) change).policy();
        return new LifecycleQuestion(where, policy, put, put, List.of(), Optional.empty(), search, true);
    }

    /** The same before the push of an image that gets these tags. */
    public LifecycleQuestion beforePush(List<Tag> tags) {
        return new LifecycleQuestion(where, policy, isPut, previews, tags, next, search, asksEcs);
    }

    /** The same when the services of the search are about to be given this image. */
    public LifecycleQuestion deploying(ImageReference image) {
        return new LifecycleQuestion(where, policy, isPut, previews, pushed, Optional.of(image), search, asksEcs);
    }

    /** The same with reads alone: ECR's preview of a policy is something that ECR keeps. */
    public LifecycleQuestion withoutPreview() {
        return new LifecycleQuestion(where, policy, isPut, false, pushed, next, search, asksEcs);
    }

    /** The same without a look at ECS. */
    public LifecycleQuestion withoutEcs() {
        return new LifecycleQuestion(where, policy, isPut, previews, pushed, next, search, false);
    }
}
