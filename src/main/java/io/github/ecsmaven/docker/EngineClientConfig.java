package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's configuration without its own ideas: its default one reads {@code ~/.docker-java.properties}, an {@code api.version}
 * system property and credentials from {@code config.json}. Without an API version the paths are unversioned, and the engine answers in
 * its newest.
 */
record EngineClientConfig(EngineHost host) implements DockerClientConfig {
    @Override
    public URI getDockerHost() {
        return host.uri();
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.UNKNOWN_VERSION;
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    /** TLS is set up in the transport. */
    @Override
    public @Nullable SSLConfig getSSLConfig() {
        return null;
    }
}
