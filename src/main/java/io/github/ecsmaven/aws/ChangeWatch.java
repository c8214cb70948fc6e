package io.github.ecsmaven.aws;

import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Tells of every call that is no read, before and after it. */
final class ChangeWatch implements ExecutionInterceptor {
    private static final List<String> READS = List.of("Describe", "List", "Get", "BatchGet", "BatchCheck");

    private final Runnable changed;

    ChangeWatch(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        tell(attributes);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        tell(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        tell(attributes);
    }

    private void tell(ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (operation == null || READS.stream().noneMatch(operation::startsWith)) {
            changed.run();
        }
    }
}
