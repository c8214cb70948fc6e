import java.nio.file.Files
import java.nio.file.Path

def busybox = ['/bin/busybox', '/usr/bin/busybox'].collect { Path.of(it) }.find { Files.isExecutable(it) }
Files.copy(busybox, basedir.toPath().resolve('busybox'))
new File(basedir, 'settings.txt').text = 'password=another-s3cr3t'
return true
