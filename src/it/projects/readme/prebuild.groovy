import io.github.ecsmaven.sandbox.project.ProjectSandbox
import java.nio.file.Files

def root = basedir.toPath().resolve('../../..').normalize()
def block = (root.resolve('README.md').toFile().text =~ /(?s)<!-- pom -->\s*```xml\n(.*?)```/)[0][1]
// The README leaves to the reader what every project has: a Java release and a manifest with a main class.
def usual = '''<properties>
  <maven.compiler.release>17</maven.compiler.release>
  <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>'''
def jar = '''<finalName>greeting</finalName>
  <plugins>
    <plugin>
      <artifactId>maven-resources-plugin</artifactId>
      <version>3.3.1</version>
    </plugin>
    <plugin>
      <artifactId>maven-compiler-plugin</artifactId>
      <version>3.14.1</version>
    </plugin>
    <plugin>
      <artifactId>maven-surefire-plugin</artifactId>
      <version>3.5.4</version>
    </plugin>
    <plugin>
      <artifactId>maven-install-plugin</artifactId>
      <version>3.1.4</version>
    </plugin>
    <plugin>
      <artifactId>maven-deploy-plugin</artifactId>
      <version>3.1.4</version>
    </plugin>
    <plugin>
      <artifactId>maven-jar-plugin</artifactId>
      <version>3.4.2</version>
      <configuration>
        <archive>
          <manifest>
            <mainClass>com.example.greeting.GreetingService</mainClass>
            <addDefaultImplementationEntries>true</addDefaultImplementationEntries>
          </manifest>
        </archive>
      </configuration>
    </plugin>'''
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<!-- README -->',
    block.replace('<properties>', usual).replaceFirst('<plugins>', jar))

def example = root.resolve('src/it/example')
Files.walk(example).filter { Files.isRegularFile(it) && it.fileName.toString() != 'pom.xml' }.each {
    def copy = basedir.toPath().resolve(example.relativize(it).toString())
    Files.createDirectories(copy.parent)
    Files.copy(it, copy)
}

def aws = ProjectSandbox.live(context, 'shop')
aws.seedService('orders', '[{"name": "orders", "image": "@placeholder@", "portMappings": [{"containerPort": 8080}], "stopTimeout": 2}]')
context.url = aws.ecs().expose('shop', 'orders', 0, 8080)
context.userProperties.setProperty('ecs.buildArg.BASE_IMAGE', System.getenv('BASE_IMAGE') ?: 'ecsmaven/jre:17')
return true
