/** EC2 on this machine: as much of the VPC as its readers see. */
@NullMarked
package io.github.ecsmaven.sandbox.ec2;

import org.jspecify.annotations.NullMarked;
