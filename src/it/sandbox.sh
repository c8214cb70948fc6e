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

# aws ecr|ecs|logs OPERATION JSON
aws() {
    case $1 in
        logs) target=Logs_20140328 ;;
        ecr) target=AmazonEC2ContainerRegistry_V20150921 ;;
        ecs) target=AmazonEC2ContainerServiceV20141113 ;;
    esac
    curl -sS --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:$1" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
        -H "X-Amz-Target: $target.$2" -H 'Content-Type: application/x-amz-json-1.1' -d "$3" "$AWS_ENDPOINT_URL/"
}

# elb ACTION NAME=VALUE...: Elastic Load Balancing, which takes a form and answers XML
elb() {
    action=$1
    shift
    for parameter in "$@"; do
        set -- "$@" --data-urlencode "$parameter"
        shift
    done
    curl -sS --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:elasticloadbalancing" \
        --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -d "Action=$action" -d Version=2015-12-01 "$@" "$AWS_ENDPOINT_URL/"
}

# elb_arn ELEMENT ACTION NAME=VALUE...: the ARN of what that creates
elb_arn() {
    element=$1
    shift
    created=$(elb "$@") || {
        echo "$created" >&2
        return 1
    }
    printf '%s\n' "$created" | sed -n "s|.*<$element>\([^<]*\)</$element>.*|\1|p"
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
    echo 'ok' >"$sandbox_dir/root/www/health"
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

# A load balancer in front of what will be the service; sets target_group, and service_url to where its listener answers
seed_load_balancer() {
    balancer=$(elb_arn LoadBalancerArn CreateLoadBalancer Name=greeting Scheme=internet-facing \
        Subnets.member.1=subnet-0a1b2c3d4e5f67890 Subnets.member.2=subnet-1a2b3c4d5e6f78901)
    target_group=$(elb_arn TargetGroupArn CreateTargetGroup Name=greeting TargetType=ip Protocol=HTTP Port=8080 \
        VpcId=vpc-0a1b2c3d4e5f67890 HealthCheckPath=/health HealthCheckIntervalSeconds=10)
    # A listener is a port of this machine here, which something else may have.
    port=8080
    until elb CreateListener "LoadBalancerArn=$balancer" Protocol=HTTP "Port=$port" \
        DefaultActions.member.1.Type=forward "DefaultActions.member.1.TargetGroupArn=$target_group" 2>/dev/null; do
        [ "$port" -lt 8180 ] || return 1
        port=$((port + 1))
    done
    service_url=http://127.0.0.1:$port/
}

# The cluster demo and its service greeting on Fargate behind the load balancer, with image $1
seed_service() {
    aws logs CreateLogGroup '{"logGroupName": "/ecs/greeting"}'
    aws ecs CreateCluster '{"clusterName": "demo"}'
    aws ecs RegisterTaskDefinition '{
        "family": "greeting", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc",
        "cpu": "256", "memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        "containerDefinitions": [{"name": "greeting", "image": "'"$1"'", "essential": true,
            "portMappings": [{"containerPort": 8080}], "stopTimeout": 2,
            "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/greeting",
                "awslogs-region": "'"$AWS_REGION"'", "awslogs-stream-prefix": "ecs"}}}]}'
    aws ecs CreateService '{
        "cluster": "demo", "serviceName": "greeting", "taskDefinition": "greeting", "desiredCount": 1,
        "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {
            "subnets": ["subnet-0a1b2c3d4e5f67890"], "securityGroups": ["sg-0a1b2c3d4e5f67890"]}},
        "loadBalancers": [{"targetGroupArn": "'"$target_group"'", "containerName": "greeting", "containerPort": 8080}],
        "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}'
}

# What a platform team does before a first mvn deploy
seed_placeholder() {
    image=${AWS_ENDPOINT_URL#http://}/placeholder:1
    at_exit "[ \$exit_status = 0 ] || cat '$sandbox_dir/seed.log' '$sandbox_dir/log' >&2"
    {
        aws ecr CreateRepository '{"repositoryName": "placeholder"}'
        push_placeholder "$image"
        seed_load_balancer
        seed_service "$image"
    } >"$sandbox_dir/seed.log"
    echo "cluster demo, service greeting: image $image behind $service_url"
    await_service
}

# Until the load balancer has a healthy task; before that it tries the others too
await_service() {
    tries=120
    until elb DescribeTargetHealth "TargetGroupArn=$target_group" | grep -q '<State>healthy</State>'; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ]; then
            echo "no healthy target behind $service_url" >&2
            return 1
        fi
        sleep 0.5
    done
}

# make_from_nothing FOLDER: the example there, with all that its service needs made by mvn deploy; sets service_url to where it answers
make_from_nothing() {
    # The load balancer is a port of this machine here, which something else may have.
    port=18080
    while curl -s -m 2 -o /dev/null "http://127.0.0.1:$port/" || [ $? != 7 ]; do
        port=$((port + 1))
    done
    service_url=http://127.0.0.1:$port/
    sed -i "s|<artifactId>greeting<|<artifactId>hello<|
        s|<cluster>demo<|<createService>true</createService>\\
          <createCluster>true</createCluster>\\
          <cluster>shop<|
        s|<service>greeting</service>|<service>hello</service>\\
          <containerPort>8080</containerPort>\\
          <loadBalancer>\\
            <healthCheckPath>/health</healthCheckPath>\\
            <port>$port</port>\\
          </loadBalancer>\\
          <smokeTest>\\
            <path>/health</path>\\
          </smokeTest>|" "$1/pom.xml"
}

# Asks the service again and again; the first line of every answer is a line of $sandbox_dir/answers
start_asking() {
    : >"$sandbox_dir/asking"
    while [ -e "$sandbox_dir/asking" ]; do
        curl -sSf -m 10 "$service_url" 2>&1 | head -n 1
        sleep 0.1
    done </dev/null >"$sandbox_dir/answers" &
    asking_pid=$!
}

stop_asking() {
    rm "$sandbox_dir/asking"
    await "$asking_pid"
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
