package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Whether an image can be pushed: the repository can be reached and is there or may be created, and no tag stands for another image for
 * good.
 *
 * @param built id of the image that was built, or the digest that it was pushed with, where there is one already
 */
public record RepositoryCheck(
        Surroundings aws, RepositoryLocation where, RepositorySettings settings, List<Tag> tags, Optional<Digest> built)
        implements Check {
    @Override
    public String subject() {
        return "ECR repository";
    }

    @Override
    public String doing() {
        return "look up ECR repository '" + where.name() + "'";
    }

    @Override
    public void look(Report report) {
        EcrRegistry registry = EcrRegistry.of(aws.session(), where);
        try {
            RepositoryChange change = new Repositories(registry).decide(where, settings);
            if (change instanceof RepositoryChange.None none) {
                refuseClashes(none.repository(), new PublishedImages(registry), report);
            } else if (change instanceof RepositoryChange.Modify modify) {
                refuseClashes(modify.repository(), new PublishedImages(registry), report);
            }
        } catch (ActionableException e) {
            report.refused(e);
        }
    }

    private void refuseClashes(Repository repository, PublishedImages images, Report report) {
        TagMutability rule = settings.imageTagMutability().orElse(repository.mutability());
        tags.stream().filter(rule::isImmutable).forEach(tag -> {
            if (built.isPresent()) {
                images.find(where.name(), tag)
                        .filter(there -> !there.is(built.get()))
                        .ifPresent(there -> clash(tag, there.digest(), report));
            } else {
                images.digestOf(where.name(), tag).ifPresent(there -> clash(tag, there, report));
            }
        });
    }

    /** What is yet to be built may come out as the same image, whose push is no clash. */
    private void clash(Tag tag, Digest there, Report report) {
        String problem = "Tag '" + tag.value() + "' of ECR repository '" + where.name()
                + "' cannot be moved, and stands for sha256:" + there.abbreviated() + " already";
        String remedy = "Give this build a version of its own (or <tags>, -Decs.tags), or let the tag be moved with"
                + " <imageTagMutability>.";
        if (built.isPresent()) {
            report.fails(problem + ", which is not the image that was built.", remedy);
        } else {
            report.warns(problem + ": the push of any other image will be refused.", remedy);
        }
    }
}
