import io.github.ecsmaven.sandbox.project.MavenRun
import io.github.ecsmaven.sandbox.project.ProjectSandbox
import java.nio.file.Files
import java.nio.file.Path

def busybox = ['/bin/busybox', '/usr/bin/busybox'].collect { Path.of(it) }.find { Files.isExecutable(it) }
Files.copy(busybox, basedir.toPath().resolve('busybox'))
MavenRun.record(basedir)

def aws = ProjectSandbox.live(context, 'interrupted')
aws.seedService('orders', '''[{"name": "orders", "image": "@placeholder@", "healthCheck": {
    "command": ["CMD", "/bin/busybox", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/ready"],
    "interval": 5, "startPeriod": 300}}]''')
return true
