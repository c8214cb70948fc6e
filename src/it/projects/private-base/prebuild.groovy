import io.github.ecsmaven.sandbox.project.ProjectSandbox
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher

def aws = ProjectSandbox.scripted(context)
context.userProperties.setProperty('it.registry', aws.sandbox().registry())

// A registry of a company, whose password stands encrypted in settings.xml as Maven's own commands would have it.
def password = 'pa$$word of/a+registry={1}'
def host = aws.openPasswordRegistry('reader', password)
context.password = password
context.userProperties.setProperty('it.privateRegistry', host)
def cipher = new DefaultPlexusCipher()
def security = { String file, String master ->
    new File(basedir, file).text =
        "<settingsSecurity><master>${cipher.encryptAndDecorate(master, 'settings.security')}</master></settingsSecurity>"
}
security('settings-security.xml', 'the master password')
security('other-security.xml', 'another master password')
new File(basedir, 'servers.xml').text = """<settings>
  <servers>
    <server>
      <id>$host</id>
      <username>reader</username>
      <password>${cipher.encryptAndDecorate(password, 'the master password')}</password>
    </server>
  </servers>
</settings>
"""
return true
