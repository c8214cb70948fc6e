import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def json = { name -> new JsonSlurper().parse(new File(basedir, "target/ecs/$name")) }

assert runs[0] =~ /stack +create +shop-orders/
assert runs[0] =~ /AWS::ElasticLoadBalancingV2::LoadBalancer +create +LoadBalancer shop-orders/
assert runs[0].contains('cloudformation:ExecuteChangeSet shop-orders')

assert runs[1].contains("Creating stack 'shop-orders' of 10 resources")
assert runs[1] =~ /AWS::ECS::Service +Service +CREATE_COMPLETE +\d/
assert runs[1].contains('Deployed orders:1 to ') && runs[1].contains("Created stack 'shop-orders' in ")
assert runs[1] =~ /(?s)stack +created .* shop-orders.*service +created .* shop\/orders\s+\[INFO\]   http:\/\/127.0.0.1\//

assert runs[2].contains('Nothing to deploy') && runs[2] =~ /stack +unchanged .* shop-orders/

assert runs[3].contains("Updating stack 'shop-orders':") && runs[3].contains('Circuit Breaker')
assert runs[3] =~ /AWS::CloudFormation::Stack +shop-orders +UPDATE_ROLLBACK_IN_PROGRESS/

assert runs[4] =~ /Cpu \(replaces it\): 256 -> 512/ && runs[4].contains("Updated stack 'shop-orders' in ")

assert runs[5].contains("The template of stack 'shop-orders', 10 resources: ")
assert runs[5].contains('1 of 1 tasks run, at http://127.0.0.1/') && runs[5].contains('shop-orders: UPDATE_COMPLETE, 10 resources')
assert json('template.json').Resources.Service.Type == 'AWS::ECS::Service'

assert runs[6].contains("With stack 'shop-orders' goes:") && runs[6].contains('-Decs.destroy=orders')
assert runs[7].contains("Deleted stack 'shop-orders' in ") && runs[7].contains("The ECR repository 'from-nothing' and its images stay.")
assert !new File(basedir, 'target/ecs/deployment.json').exists()

// One stack was made, and nothing is left but the repository and what was there before.
assert aws.writes().count('ecr:CreateRepository') == 1 && !aws.writes().contains('ecr:DeleteRepository')
assert aws.sandbox().vpc().securityGroups().every { !it.name().startsWith('shop-orders') }
assert aws.sandbox().ecr().repository('from-nothing').present
aws.close()
