/**
 * The vocabulary that every room speaks: how images are named, built, recorded and which credentials a registry wants.
 * Names and forms are those of the OCI distribution specification and of Docker.
 */
@NullMarked
package io.github.ecsmaven.image;

import org.jspecify.annotations.NullMarked;
