package com.example.off;

/** Is compiled when it is to fail. */
class Broken {
    int number = "none";
}
