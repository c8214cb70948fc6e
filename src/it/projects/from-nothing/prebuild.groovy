import io.github.ecsmaven.sandbox.ecs.Behaviour
import io.github.ecsmaven.sandbox.project.ProjectSandbox
import java.time.Duration

def aws = ProjectSandbox.scripted(context)
aws.tasks().when({ it.definition().toString().contains('CRASH') }, Behaviour.exitsAfter(Duration.ofMillis(100), 3))
return true
