#!/bin/sh
# The whole way on this machine: mvn deploy takes the example to a running service, which then answers. Linux with
# JDK 17, Maven and git; no AWS account, since a stand-in for AWS (src/test/java, package sandbox) takes its place.
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/sandbox.sh

heading() {
    printf '\n=== %s\n' "$*"
}

# show COMMAND...: as a user would type it
show() {
    printf '\n$ %s\n' "$*"
}

fail() {
    printf '\ndemo: FAILED: %s\n' "$*" >&2
    exit 1
}

# mvn deploy of the example; what it asked the sandbox for is in $requests then
deploy() {
    forget_requests
    show mvn deploy
    tee "$sandbox_dir/mvn.log" <"$sandbox_dir/mvn" &
    tee_pid=$!
    (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" deploy) \
        </dev/null >"$sandbox_dir/mvn" 2>&1 &
    await $! || fail 'mvn deploy ended with an error, see above'
    wait "$tee_pid"
    requests=$(sandbox_requests)
    grep -qF "  $service_url" "$sandbox_dir/mvn.log" || fail "the summary should have ended with $service_url"
}

# asked_for OPERATION: how often it succeeded
asked_for() {
    printf '%s\n' "$requests" | grep -c "\"operation\":\"$1\".*\"status\":2" || true
}

# run_goal GOAL...: goals alone
run_goal() {
    show mvn "$@"
    (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" "$@") </dev/null \
        >"$sandbox_dir/mvn.log" 2>&1
}

# goal GOAL...: goals that must succeed
goal() {
    forget_requests
    run_goal "$@" || fail "mvn $* ended with an error: $(cat "$sandbox_dir/mvn.log")"
    sed -n '/--- .*ecs/,$p' "$sandbox_dir/mvn.log"
}

# goal_in_vain GOAL...: goals that must fail
goal_in_vain() {
    ! run_goal "$@" || fail "mvn $* should have failed: $(cat "$sandbox_dir/mvn.log")"
    sed -n '/--- .*ecs/,/^\[ERROR\] *$/p' "$sandbox_dir/mvn.log"
}

# A mvn deploy that must fail, and name the cause
deploy_in_vain() {
    show mvn deploy
    if (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" deploy) \
        </dev/null >"$sandbox_dir/mvn.log" 2>&1; then
        fail "this mvn deploy should have failed: $(cat "$sandbox_dir/mvn.log")"
    fi
    sed -n '/--- ecs.*:deploy /,/^\[ERROR\] *$/p' "$sandbox_dir/mvn.log"
    for words in "$@"; do
        grep -qF -- "$words" "$sandbox_dir/mvn.log" || fail "the report should have said '$words': $(cat "$sandbox_dir/mvn.log")"
    done
}

must_ask_for() {
    for operation in "$@"; do
        [ "$(asked_for "$operation")" = 1 ] || fail "this mvn deploy should have asked for $operation once:
$requests"
    done
}

must_answer() {
    show "curl $service_url"
    answer=$(curl -sSf -m 10 "$service_url") || fail "nothing answers at $service_url"
    echo "$answer"
    case $answer in
        *"$1"*) ;;
        *) fail "the service should have answered '$1'" ;;
    esac
}

# Every request between start_asking and stop_asking must have been answered by one version or the other
must_have_answered_all_the_time() {
    sort "$sandbox_dir/answers" | uniq -c
    ! grep -v 'from Amazon ECS' "$sandbox_dir/answers" || fail "the service did not answer all the time"
}

heading 'A Docker Engine and a Java base image'
ensure_engine
BASE_IMAGE=eclipse-temurin:17-jre
if ! curl -s -m 5 -o /dev/null https://registry-1.docker.io/v2/; then
    BASE_IMAGE=ecsmaven/jre:17
    make_base_image "$BASE_IMAGE"
fi

heading 'The plugin'
show mvn install -DskipTests
run mvn -q -B --no-transfer-progress install dependency:build-classpath -DskipTests -Dspotless.check.skip \
    -Dmdep.outputFile=target/sandbox.classpath -Dmdep.includeScope=test || fail 'the plugin does not build'

heading 'A stand-in for AWS, with a service that runs a placeholder'
start_sandbox
mkfifo "$sandbox_dir/mvn"
seed_placeholder
must_answer 'Nothing is deployed yet.'

heading 'First mvn deploy: the repository, the image, its lifecycle policy and a new revision of the service'
example=$(mktemp -d)
at_exit "rm -rf '$example'"
cp -R src/it/example/. "$example"
deploy
must_ask_for ecr:CreateRepository ecr:PutLifecyclePolicy ecs:RegisterTaskDefinition ecs:UpdateService
must_answer 'Hello from Amazon ECS'

heading 'mvn deploy again: nothing has changed'
deploy
grep -q 'Image unchanged: c-[0-9a-f]* is in the engine already' "$sandbox_dir/mvn.log" || fail 'nothing should have been built'
! printf '%s\n' "$requests" | grep '"write":true' || fail 'a mvn deploy without a change changed something (above)'

heading 'A new greeting, and somebody who asks for it all the time'
show "sed -i 's/Hello from/Good evening from/' src/main/java/com/example/greeting/Greeting.java"
sed -i 's/Hello from/Good evening from/' "$example/src/main/java/com/example/greeting/Greeting.java"
heading 'What would change'
goal package ecs:plan -Decs.build.skip
grep -q 'context changed: target/greeting.jar' "$sandbox_dir/mvn.log" || fail 'ecs:plan should have named the jar'
! printf '%s\n' "$(sandbox_requests)" | grep '"write":true' || fail 'ecs:plan changed something (above)'

heading 'And so it does'
start_asking
deploy
stop_asking
must_ask_for ecs:RegisterTaskDefinition ecs:UpdateService
[ "$(asked_for registry:CompleteUpload)" = 3 ] || fail "the change of one class should have pushed the jar's layer, the RUN step's and the image's configuration:
$requests"
must_answer 'Good evening from Amazon ECS'
heading 'What was answered while the new greeting was deployed'
must_have_answered_all_the_time

heading 'What runs'
goal ecs:status
grep -q 'targets .*1 healthy' "$sandbox_dir/mvn.log" || fail 'ecs:status should have shown a healthy target'

heading 'Three faults that a deployment would fail by, found before it begins'
goal_in_vain ecs:verify -Decs.containerSecrets.DB_PASSWORD=/greeting/db-password -Decs.memory=700 -Decs.logOptions.awslogs-group=/ecs/none
for words in '/greeting/db-password' 'memory' '/ecs/none'; do
    grep -qF -- "$words" "$sandbox_dir/mvn.log" || fail "ecs:verify should have found '$words'"
done

heading 'Break it: a version that ends as soon as it starts'
source=$example/src/main/java/com/example/greeting/GreetingService.java
cp "$source" "$sandbox_dir/GreetingService.java"
show "sed -i '/int port = /a if (port > 0) throw new IllegalStateException(\"no database\");' $(basename "$source")"
sed -i '/int port = /a if (port > 0) throw new IllegalStateException("no database");' "$source"
deploy_in_vain 'rolled service' 'exit code 1' 'no database'
must_answer 'Good evening from Amazon ECS'

heading 'Break it: a health check that the new version does not answer'
cp "$sandbox_dir/GreetingService.java" "$source"
show "sed -i 's|/health|/healthy|g' $(basename "$source")"
sed -i 's|/health|/healthy|g' "$source"
deploy_in_vain 'rolled service' 'health check' '[404]'
must_answer 'Good evening from Amazon ECS'
cp "$sandbox_dir/GreetingService.java" "$source"

heading 'Back to the version before'
goal ecs:rollback
must_answer 'Hello from Amazon ECS'

heading 'A lifecycle policy that would take the image that runs'
show "sed -i 's|<maximumNumberOfImages>100<|<maximumNumberOfImages>1<|' pom.xml"
sed -i 's|<maximumNumberOfImages>100<|<maximumNumberOfImages>1<|' "$example/pom.xml"
goal_in_vain ecs:lifecycle
grep -q 'takes images that are in use' "$sandbox_dir/mvn.log" || fail 'the policy should have been refused'
must_answer 'Hello from Amazon ECS'

heading 'From nothing: no cluster, no load balancer, no service, and one block in the POM'
example=$(mktemp -d)
at_exit "rm -rf '$example'"
cp -R src/it/example/. "$example"
make_from_nothing "$example"
show cat pom.xml
sed -n '/<createService>/,/<.smokeTest/p' "$example/pom.xml"
heading 'What would be made'
goal package ecs:plan -Decs.build.skip
grep -q 'AWS::ElasticLoadBalancingV2::LoadBalancer *create' "$sandbox_dir/mvn.log" || fail 'ecs:plan should have named the load balancer'
! printf '%s\n' "$(sandbox_requests)" | grep '"write":true' || fail 'ecs:plan changed something (above)'

heading 'And so it is: from a Dockerfile to a URL'
deploy
must_answer 'Hello from Amazon ECS'

heading 'mvn deploy again: nothing has changed'
deploy
! printf '%s\n' "$requests" | grep '"write":true' || fail 'a mvn deploy without a change changed something (above)'

heading 'A new greeting, and somebody who asks for it all the time'
sed -i 's/Hello from/Good evening from/' "$example/src/main/java/com/example/greeting/Greeting.java"
goal package ecs:plan -Decs.build.skip
grep -q 'AWS::ECS::TaskDefinition *replace' "$sandbox_dir/mvn.log" || fail 'ecs:plan should have shown what becomes of the task definition'
start_asking
deploy
must_answer 'Good evening from Amazon ECS'

heading 'Break it: a version that ends as soon as it starts, and the one before goes on answering'
source=$example/src/main/java/com/example/greeting/GreetingService.java
sed -i '/int port = /a if (port > 0) throw new IllegalStateException("no database");' "$source"
deploy_in_vain 'UPDATE_ROLLBACK_IN_PROGRESS' 'exit code 1' 'no database'
stop_asking
must_answer 'Good evening from Amazon ECS'
heading 'What was answered all the while'
must_have_answered_all_the_time

heading 'And away with it'
goal_in_vain ecs:destroy
grep -q 'Decs.destroy=hello' "$sandbox_dir/mvn.log" || fail 'ecs:destroy should have asked for the name'
goal ecs:destroy -Decs.destroy=hello
! curl -sS -m 5 -o /dev/null "$service_url" 2>/dev/null || fail "something still answers at $service_url"
! elb DescribeLoadBalancers | grep -q shop-hello || fail 'the load balancer should be gone'
! aws ecs DescribeClusters '{"clusters": ["shop"]}' | grep -q '"ACTIVE"' || fail 'the cluster should be gone'
! aws logs DescribeLogGroups '{"logGroupNamePrefix": "/ecs/hello"}' | grep -q '"/ecs/hello"' || fail 'the log group should be gone'
aws ecr DescribeRepositories '{"repositoryNames": ["hello"]}' | grep -q '"hello"' || fail 'the repository should have stayed'

heading 'Clean-up'
