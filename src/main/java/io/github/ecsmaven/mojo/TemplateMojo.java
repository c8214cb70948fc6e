package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.stack.ServiceTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the template of AWS CloudFormation that {@code createService} makes to {@code target/ecs/template.json}, to be read, or to be
 * owned: who keeps it deploys it himself, and then to its service without {@code createService}. The image is the pushed one where
 * {@code ecs:push} has left it, else a placeholder. Needs no Docker Engine, and AWS only for what the POM leaves to be looked up:
 * {@code mvn ecs:template}.
 *
 * @since 0.1.0
 */
@Mojo(name = "template", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class TemplateMojo extends AbstractServiceMojo {
    /**
     * Leaves out {@code ecs:template}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.template.skip", defaultValue = "false")
    private boolean skipTemplate;

    @Override
    boolean isSkipped() {
        return skipTemplate;
    }

    @Override
    boolean needsImage() {
        return false;
    }

    /** What is to be looked up is refused when it comes to that. */
    @Override
    protected void refuseOffline(String goal) {}

    @Override
    void runForModule() {
        Optional<NewService> wanted = newService();
        if (wanted.isEmpty() && new Reactor(session).hasSeveralModules()) {
            getLog().info("No <createService>: there is no template.");
            return;
        }
        ModuleStack stack = new ModuleStack(this, wanted.orElseThrow(TemplateMojo::nothingToWrite));
        Optional<DeployedImage> pushed = pushed();
        DeployedImage image = pushed.orElseGet(this::placeholder);
        ServiceTemplate template = stack.template(image);
        Path file = recordFiles().writeTemplate(template.json());
        StackLog.template(
                        file,
                        stack.names().stack(),
                        template,
                        pushed.isEmpty() ? Optional.of(image.name()) : Optional.empty())
                .forEach(getLog()::info);
    }

    private static ActionableException nothingToWrite() {
        return new ActionableException(
                "ecs:template writes the template of a service that the plugin makes, and <createService> is not set.",
                "Set <createService>true</createService> (-Decs.createService), <cluster>, <service> and <containerPort>.");
    }

    /** What is there to be deployed; one that another version or configuration left is none. */
    private Optional<DeployedImage> pushed() {
        if (moduleImage().deployed().isPresent()) {
            return Optional.of(DeployedImage.of(this));
        }
        return recordFiles()
                .readImage()
                .filter(moduleImage()::isOwn)
                .filter(record -> record.imagePushed() && record.imageDigest().isPresent())
                .map(record -> DeployedImage.of(this));
    }

    private DeployedImage placeholder() {
        List<Platform> built = recordFiles()
                .readImage()
                .filter(moduleImage()::isOwn)
                .map(ImageRecord::platforms)
                .orElseGet(moduleImage()::platforms);
        return new DeployedImage(moduleImage().localNames().get(0), built);
    }
}
