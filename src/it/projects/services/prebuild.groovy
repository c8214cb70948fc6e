import io.github.ecsmaven.sandbox.ecs.Behaviour
import io.github.ecsmaven.sandbox.project.ProjectSandbox
import java.time.Duration

def aws = ProjectSandbox.scripted(context)
['api', 'worker'].each { aws.seedService(it, '[{"name": "app", "image": "@placeholder@", "essential": true}]') }
aws.seedService('mailer', '[{"name": "mail", "image": "@placeholder@", "essential": true}]')
aws.tasks().when({ def text = it.definition().toString(); text.contains('CRASH') && text.contains('worker') },
        Behaviour.exitsAfter(Duration.ofMillis(100), 3))
return true
