package io.github.podsights.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Posts bytes as they are, and fails for any answer but 200. */
final class Poster {

    private final HttpClient client;
    private final RequestOptions post;

    Poster(Vertx vertx, String url, int connections) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(connections));
        post = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    Future<?> post(byte[] bytes) {
        return client.request(post)
                .compose(request -> request.send(Buffer.buffer(bytes)))
                .compose(response -> response.statusCode() == 200
                        ? response.end()
                        : response.end().map(end -> {
                            throw new IllegalStateException("status " + response.statusCode());
                        }));
    }
}
