package io.github.ecsmaven.versions;

/** What is said of a Maven and a JDK that passed. */
record Row(String maven, String jdk, int runs, int secrets) {}
