package com.example.greeting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Greets whoever asks for {@code /}, tells about itself at {@code /about}, and says at {@code /health} that it can. */
public final class GreetingService {
    private static final Logger LOG = Logger.getLogger(GreetingService.class.getName());

    private GreetingService() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
        Greeting greeting = new Greeting(version());
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        server.setExecutor(workers);
        server.createContext("/", answering("/", greeting::text));
        server.createContext("/health", answering("/health", () -> "ok\n"));
        server.createContext("/about", GreetingService::about);
        // ECS asks a task to stop with SIGTERM: finish the answers under way, then go.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(1);
            workers.shutdown();
        }));
        server.start();
        LOG.info(() -> "greeting " + version() + " listens on port " + port);
    }

    private static String version() {
        return Optional.ofNullable(GreetingService.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static HttpHandler answering(String path, Supplier<String> text) {
        return exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, 200, text.get());
            } else {
                answer(exchange, 404, "nothing here\n");
            }
        };
    }

    /** Every browser takes gzip. */
    private static void about(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = Files.readAllBytes(Path.of("pages", "about.html.gz"));
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
