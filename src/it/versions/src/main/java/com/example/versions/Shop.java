package com.example.versions;

public final class Shop {
    private Shop() {}

    public static void main(String[] arguments) {
        System.out.println("open");
    }
}
