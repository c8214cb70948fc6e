/** How load balancers see tasks: the only package that speaks Elastic Load Balancing's API. */
@NullMarked
package io.github.ecsmaven.elb;

import org.jspecify.annotations.NullMarked;
