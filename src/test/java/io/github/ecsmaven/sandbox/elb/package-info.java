/**
 * Elastic Load Balancing v2 (API version 2015-12-01) on this machine: load balancers, listeners and target groups as the query API shows them.
 * Once {@link io.github.ecsmaven.sandbox.elb.ElbSandbox#openPorts} was called, a listener is a port of 127.0.0.1 that leads to healthy targets.
 */
@NullMarked
package io.github.ecsmaven.sandbox.elb;

import org.jspecify.annotations.NullMarked;
