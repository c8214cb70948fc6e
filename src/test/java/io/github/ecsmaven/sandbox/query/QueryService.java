package io.github.ecsmaven.sandbox.query;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;

/** A service that only reads are implemented of. Called from many threads at once. */
public interface QueryService {
    /** The name in the credential scope of a signature, such as {@code monitoring}. */
    String signingName();

    /** What stands before the colon of an IAM action, such as {@code cloudwatch}. */
    String actionPrefix();

    /** The API's version, which tells whose a request is: all services of the protocol share one port here. */
    String version();

    /**
     * Answers one request of a caller who may.
     *
     * @throws AwsError what AWS would answer instead; also for an action or a parameter that the sandbox does not implement
     */
    Xml answer(QueryForm form, Caller caller) throws AwsError;

    /** The whole answer around what {@link #answer} gives. */
    default Xml envelope(String action, Xml result, String requestId) {
        return new Xml().element(action + "Response", response -> response.raw(action + "Result", result)
                .element("ResponseMetadata", metadata -> metadata.text("RequestId", requestId)));
    }

    /** An error in the service's own form. */
    default Xml refusal(AwsError error, String requestId) {
        return new Xml().element("ErrorResponse", response -> response.element(
                        "Error", it -> it.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", error.code())
                                .text("Message", error.message()))
                .text("RequestId", requestId));
    }

    /** The code of a refusal for lack of a permission. */
    default AwsError denied(String message) {
        return new AwsError(403, "AccessDenied", message);
    }
}
