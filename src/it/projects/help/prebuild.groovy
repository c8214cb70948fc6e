import com.sun.net.httpserver.HttpServer
import java.util.concurrent.atomic.AtomicInteger

// Stands where AWS would be, to see that nobody asks it.
def requests = new AtomicInteger()
def aws = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
aws.createContext('/') { exchange ->
    requests.incrementAndGet()
    exchange.sendResponseHeaders(500, -1)
    exchange.close()
}
aws.start()

context.aws = aws
context.requests = requests
context.userProperties.put('ecs.endpoint', "http://127.0.0.1:${aws.address.port}".toString())
