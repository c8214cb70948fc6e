package io.github.ecsmaven.mojo;

import io.github.ecsmaven.release.LifecycleGuard;
import io.github.ecsmaven.release.LifecycleOutlook;
import io.github.ecsmaven.release.LifecycleQuestion;
import io.github.ecsmaven.release.OnReferencedImages;

/** Looks for a goal what a lifecycle policy makes of images in use. */
final class LifecycleLook {
    private LifecycleLook() {}

    /** @throws io.github.ecsmaven.ActionableException when the policy takes images in use, and the user does not want that */
    static LifecycleOutlook ahead(LifecycleQuestion question, AbstractServiceMojo goal) {
        LifecycleLimits limits = goal.lifecycleLimits();
        LifecycleGuard guard = new LifecycleGuard(
                goal.aws().registry(question.where()),
                (search, matters) -> goal.aws().ecs().imageUsers().find(search, matters));
        LifecycleOutlook outlook =
                guard.look(limits.onReferencedImages() == OnReferencedImages.IGNORE ? question.withoutEcs() : question);
        LifecycleLog log = new LifecycleLog(goal.getLog());
        log.doubts(outlook);
        outlook.require(limits.onReferencedImages(), limits.maxExpirePercent());
        log.warnings(outlook);
        return outlook;
    }
}
