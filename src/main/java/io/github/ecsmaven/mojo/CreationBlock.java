package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What cannot go with the block of a service from nothing, and the block with that.
 *
 * @param elements those of the block that are set
 */
record CreationBlock(List<String> elements) {
    /** @throws ActionableException when one is set, which does nothing without {@code createService} */
    void refuseWithoutCreation() {
        String useless = elements.stream().map(element -> "<" + element + ">").collect(Collectors.joining(", "));
        if (!useless.isEmpty()) {
            throw new ActionableException(
                    useless + (useless.contains(",") ? " do" : " does") + " nothing without <createService>.",
                    "Set <createService>true</createService> (-Decs.createService) to have the service made, or take "
                            + (useless.contains(",") ? "them" : "it") + " out.");
        }
    }

    /** @throws ActionableException when one is set that has a place of its own in {@code express} */
    void refuseBesideExpress() {
        elements.stream()
                .filter(element -> !element.equals("smokeTest"))
                .forEach(element -> ExpressParameters.refuse(
                        element, true, "what can be said of an Express service stands in that block"));
    }

    /** @throws ActionableException when something is set that no stack of a service can have */
    static void refuseBesideCreation(boolean services, boolean taskDefinition, boolean preDeployTask) {
        refuseBesideCreation("services", services, "give each service a module, or an <execution>, of its own");
        refuseBesideCreation("taskDefinition", taskDefinition, "the stack makes the task definition");
        refuseBesideCreation("preDeployTask", preDeployTask, "the stack updates the service itself");
    }

    private static void refuseBesideCreation(String element, boolean isSet, String why) {
        if (isSet) {
            throw new ActionableException(
                    "<" + element + "> cannot go with <createService>: " + why + ".", "Take out one or the other.");
        }
    }
}
