package io.github.ecsmaven.stack;

import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a stack was made with stays what it has: a subnet that somebody adds to the VPC later moves no service. All else is asked of AWS.
 */
public final class PiecesOfStack implements ExistingPieces {
    private final Supplier<Optional<DeployedStack>> stack;
    private final ExistingPieces inAws;

    /** @param stack the stack as it is, where it is there */
    public PiecesOfStack(Supplier<Optional<DeployedStack>> stack, ExistingPieces inAws) {
        this.stack = stack;
        this.inAws = inAws;
    }

    @Override
    public Subnets subnets(List<String> ids) {
        return inAws.subnets(ids);
    }

    @Override
    public Subnets publicSubnets(Optional<String> vpc) {
        return stack.get()
                .flatMap(PiecesOfStack::found)
                .filter(found -> vpc.isEmpty() || vpc.get().equals(found.vpc()))
                .orElseGet(() -> inAws.publicSubnets(vpc));
    }

    private static Optional<Subnets> found(DeployedStack stack) {
        return stack.output(StackOutput.VPC)
                .flatMap(vpc -> stack.output(StackOutput.SUBNETS).map(ids -> new Subnets(vpc, subnetsOf(ids))));
    }

    private static List<Subnet> subnetsOf(String ids) {
        return Arrays.stream(ids.split(","))
                .map(id -> new Subnet(id, Optional.empty()))
                .toList();
    }

    @Override
    public Front front(String arn) {
        return inAws.front(arn);
    }

    @Override
    public String vpcOf(String arn) {
        return inAws.vpcOf(arn);
    }
}
