package com.example.greeting;

/** What the service says. */
record Greeting(String version) {
    String text() {
        return "Hello from Amazon ECS, this is version " + version + "\n";
    }
}
