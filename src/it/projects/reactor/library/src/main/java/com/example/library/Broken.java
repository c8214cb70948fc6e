package com.example.library;

/** Is compiled when it is to fail. */
class Broken {
    int number = "none";
}
