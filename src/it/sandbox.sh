# Sourced by demo.sh: the stand-in for AWS in a process of its own, and what a platform team sets up before mvn deploy.
# Asks AWS's own way: curl signs (7.76 or newer, Debian 12, Ubuntu 22.04).

# Starts it, its ECS tasks as containers of DOCKER_HOST, and sets the environment by which an AWS SDK finds it.
start_sandbox() {
    sandbox_dir=$(mktemp -d)
    at_exit "rm -rf '$sandbox_dir'"
    at_exit remove_leavings
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat target/sandbox.classpath)" \
        io.github.ecsmaven.sandbox.SandboxMain --endpoint-file "$sandbox_dir/endpoint" --parent-pid $$ \
        </dev/null >"$sandbox_dir/log" 2>&1 &
    sandbox_pid=$!
    at_exit "stop $sandbox_pid 40"
    tries=150
    until [ -f "$sandbox_dir/endpoint" ]; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ] || ! kill -0 "$sandbox_pid" 2>/dev/null; then
            cat "$sandbox_dir/log" >&2
            return 1
        fi
        sleep 0.2
    done
    AWS_ENDPOINT_URL=$(cat "$sandbox_dir/endpoint")
    unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE
    AWS_REGION=eu-west-1
    AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
    export AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    echo "AWS_ENDPOINT_URL=$AWS_ENDPOINT_URL"
}

forget_requests() {
    curl -sS --fail -X DELETE "$AWS_ENDPOINT_URL/_sandbox/requests"
}

# Every request since then, one a line
sandbox_requests() {
    curl -sS --fail "$AWS_ENDPOINT_URL/_sandbox/requests" | tr '\n' ' ' | sed 's/ *\([:,]\) */\1/g; s/},{/}\n{/g'
}

# aws ecr|ecs OPERATION JSON
aws() {
    case $1 in
        ecr) target=AmazonEC2ContainerRegistry_V20150921 ;;
        ecs) target=AmazonEC2ContainerServiceV20141113 ;;
    esac
    curl -sS --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:$1" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
        -H "X-Amz-Target: $target.$2" -H 'Content-Type: application/x-amz-json-1.1' -d "$3" "$AWS_ENDPOINT_URL/"
}

# json_strings NAME: the values of that member in what is read, one a line
json_strings() {
    grep -o "\"$1\" *: *\"[^\"]*\"" | sed 's/.*"\([^"]*\)"$/\1/'
}

# An image that says that nothing is deployed yet: busybox and a page, pushed to the sandbox's ECR
push_placeholder() {
    mkdir -p "$sandbox_dir/root/bin" "$sandbox_dir/root/www"
    cp "$(command -v busybox)" "$sandbox_dir/root/bin/busybox"
    echo 'Nothing is deployed yet.' >"$sandbox_dir/root/www/index.html"
    import_image "$sandbox_dir/root" "$1" 'CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]'
    token=$(aws ecr GetAuthorizationToken '{}' | json_strings authorizationToken | base64 -d)
    auth=$(printf '{"username":"AWS","password":"%s","serveraddress":"%s"}' "${token#AWS:}" "${1%%/*}" | base64 -w 0)
    pushed=$(engine "/images/${1%:*}/push?tag=${1##*:}" -X POST -H "X-Registry-Auth: $auth")
    case $pushed in
        *'"error"'*)
            echo "$pushed"
            return 1
            ;;
    esac
}

# The cluster demo and its service greeting on Fargate, with image $1
seed_service() {
    aws ecs CreateCluster '{"clusterName": "demo"}'
    aws ecs RegisterTaskDefinition '{
        "family": "greeting", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc",
        "cpu": "256", "memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        "containerDefinitions": [{"name": "greeting", "image": "'"$1"'", "essential": true,
            "portMappings": [{"containerPort": 8080}], "stopTimeout": 2}]}'
    aws ecs CreateService '{
        "cluster": "demo", "serviceName": "greeting", "taskDefinition": "greeting", "desiredCount": 1,
        "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {
            "subnets": ["subnet-0a1b2c3d4e5f67890"], "securityGroups": ["sg-0a1b2c3d4e5f67890"]}},
        "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}'
}

# What a platform team does before a first mvn deploy
seed_placeholder() {
    image=${AWS_ENDPOINT_URL#http://}/placeholder:1
    at_exit "[ \$exit_status = 0 ] || cat '$sandbox_dir/seed.log' '$sandbox_dir/log' >&2"
    {
        aws ecr CreateRepository '{"repositoryName": "placeholder"}'
        push_placeholder "$image"
        seed_service "$image"
    } >"$sandbox_dir/seed.log"
    echo "cluster demo, service greeting: image $image"
}

# Where a running task of the service answers: the port of this machine that its container got
service_url() {
    tries=60
    while [ "$tries" -gt 0 ]; do
        task=$(aws ecs ListTasks '{"cluster": "demo", "serviceName": "greeting", "desiredStatus": "RUNNING"}' |
            grep -o 'arn:aws:ecs:[^"]*' | tail -n 1)
        port=$([ -z "$task" ] || aws ecs DescribeTasks '{"cluster": "demo", "tasks": ["'"$task"'"]}' |
            sed -n 's/.*"hostPort" *: *\([0-9]*\).*/\1/p')
        if [ -n "$port" ]; then
            echo "http://127.0.0.1:$port"
            return
        fi
        tries=$((tries - 1))
        sleep 0.5
    done
    echo "no task of the service has a port" >&2
    return 1
}

# Containers and images of the sandbox's registry that the engine still has
remove_leavings() {
    registry=${AWS_ENDPOINT_URL#http://}
    engine '/containers/json?all=true' | sed 's/},{"Id"/}\n{"Id"/g' | grep -F "\"Image\":\"$registry/" |
        sed 's/.*{"Id":"\([^"]*\)".*/\1/' | while read -r container; do
        engine "/containers/$container?force=true" -X DELETE -o /dev/null
    done
    engine /images/json | sed 's/},{"/}\n{"/g' | grep -F "\"$registry/" | json_strings Id | while read -r image; do
        engine "/images/$image?force=true" -X DELETE -o /dev/null
    done
}
