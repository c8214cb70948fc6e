package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.iam.AccessDenial;
import io.github.ecsmaven.iam.PushPermissions;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A push that the registry refused, or that the engine could not begin. */
public final class PushRefusedException extends ActionableException {
    private static final long serialVersionUID = 1L;

    private final PushRefusal reason;
    private final String sentence;

    PushRefusedException(ImageReference reference, PushRefusal reason, String sentence) {
        this(reference, reason, sentence, null);
    }

    private PushRefusedException(
            ImageReference reference, PushRefusal reason, String sentence, @Nullable Throwable cause) {
        super("The push of " + reference + " failed: " + sentence, remedyFor(reference, reason, sentence), cause);
        this.reason = reason;
        this.sentence = sentence;
    }

    /** An engine's error, classified by what the registry said. */
    static PushRefusedException of(ImageReference reference, String sentence) {
        return of(reference, sentence, null);
    }

    /**
     * The error of whoever pushed, classified by what the registry said.
     *
     * @param sentence what the registry said and whatever stands around it
     */
    public static PushRefusedException of(ImageReference reference, String sentence, @Nullable Throwable cause) {
        // Names are the user's; a repository "timeout-service" tells nothing of the network.
        String withoutNames = sentence.replace(reference.repository(), "").replace("'" + reference.path() + "'", "");
        return new PushRefusedException(reference, PushRefusal.of(withoutNames), sentence, cause);
    }

    /** The engine has told nothing of the push for so long. */
    static PushRefusedException stalled(ImageReference reference, Duration silence) {
        return new PushRefusedException(
                reference,
                PushRefusal.STALLED,
                "the engine has told nothing of it for " + silence.toSeconds() + " s, and the push is given up.");
    }

    /** Why, in one word. */
    public PushRefusal reason() {
        return reason;
    }

    /** What the engine and the registry said. */
    public String sentence() {
        return sentence;
    }

    private static String allowing(AccessDenial denial) {
        return denial.remedy(PushPermissions.PUSH);
    }

    private static String remedyFor(ImageReference reference, PushRefusal reason, String sentence) {
        return switch (reason) {
            case UNAUTHENTICATED -> "Give credentials for " + reference.registry()
                    + ": for Amazon ECR those of AWS with"
                    + " ecr:GetAuthorizationToken, for another registry docker login " + reference.registry() + ".";
            case TOKEN_EXPIRED -> "The credentials for " + reference.registry()
                    + " had expired, and new ones too: check this" + " machine's clock, then run Maven again.";
            case REPOSITORY_MISSING -> "Create the repository, or set <createRepository>true</createRepository>"
                    + " (-Decs.createRepository); see that region and account are the right ones.";
            case FORBIDDEN, FORBIDDEN_UNEXPLAINED -> AccessDenial.parse(sentence)
                    .map(denial -> allowing(denial))
                    .orElse("Allow the identity to push: ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload,"
                            + " ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage and ecr:BatchGetImage on the"
                            + " repository; mvn ecs:iam-policy prints the statement.");
            case TAG_IMMUTABLE -> "Give the image another tag (<tags>, -Decs.tags), a new project version say, or make the"
                    + " repository's tags mutable (<imageTagMutability>).";
            case IMAGE_MISSING -> "Build and tag the image first: mvn package";
            case THROTTLED -> "The registry is throttling: run Maven again later, with fewer pushes at a time.";
            case SERVER -> "The registry has a fault of its own: run Maven again later.";
            case NETWORK -> "See whether the engine reaches " + reference.registry()
                    + " (its network, proxy and DNS, not this machine's), then run Maven again.";
            case STALLED -> "See whether the engine reaches " + reference.registry()
                    + " (its network, proxy and DNS, not this machine's), then run Maven again: layers that are there"
                    + " are not pushed again.";
            case OTHER -> "See the engine's log; docker push " + reference
                    + " tries it without Maven. A registry without TLS must stand in the engine's insecure-registries.";
        };
    }
}
