package com.example.late;

/** Is compiled when it is to fail. */
class Broken {
    int number = "none";
}
