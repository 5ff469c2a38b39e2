package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private final Acceptor echo = new Acceptor("echo", FreePorts.pick(), FaultProxyTest::echo);
    private final FaultProxy proxy =
            FaultProxy.started(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), echo.port()));

    FaultProxyTest() {
        echo.listen();
    }

    @AfterEach
    void close() {
        proxy.close();
        echo.refuse();
        echo.breakAll(Sockets::close);
    }

    @Test
    void passesBytesAndTheEndBothWays() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    @Test
    void cutsEveryConnectionAndTakesNewOnes() throws Exception {
        try (Socket client = connect()) {
            ask(client, "a");
            proxy.cutAll();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket client = connect()) {
            ask(client, "b");
        }
    }

    @Test
    void resetsEveryConnection() throws Exception {
        try (Socket client = connect()) {
            ask(client, "a");
            proxy.resetPeer();
            InputStream input = client.getInputStream();
            assertThatThrownBy(input::read)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void refusesNewConnectionsAndKeepsTheOldUntilItAccepts() throws Exception {
        try (Socket client = connect()) {
            ask(client, "a");
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            ask(client, "b");
            proxy.accept();
            connect().close();
        }
    }

    @Test
    void blackholesTheWayToTheServerUntilItIsHealed() throws Exception {
        blackholesUntilHealed(Direction.TO_SERVER);
    }

    @Test
    void blackholesTheWayBackUntilItIsHealed() throws Exception {
        blackholesUntilHealed(Direction.TO_CLIENT);
    }

    private void blackholesUntilHealed(Direction direction) throws IOException {
        try (Socket client = connect()) {
            ask(client, "a");
            proxy.blackhole(direction);
            client.getOutputStream().write('b');
            client.setSoTimeout(150);
            InputStream input = client.getInputStream();
            assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);

            proxy.heal();
            client.setSoTimeout(5_000);
            assertThat(input.read()).isEqualTo('b');
        }
    }

    @Test
    void delaysBothWays() throws Exception {
        try (Socket client = connect()) {
            ask(client, "a");
            proxy.delay(Duration.ofMillis(60));
            long start = System.nanoTime();
            ask(client, "b");
            assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(120).toNanos());
        }
    }

    @Test
    void resetsAClientWhoseServerIsNotThere() throws Exception {
        echo.refuse();
        try (Socket client = connect()) {
            InputStream input = client.getInputStream();
            assertThatThrownBy(input::read).isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void ask(Socket client, String letter) throws IOException {
        client.getOutputStream().write(letter.getBytes(StandardCharsets.UTF_8));
        assertThat(client.getInputStream().readNBytes(1)).asString().isEqualTo(letter);
    }

    private static void echo(Socket connection) throws IOException {
        connection.getInputStream().transferTo(connection.getOutputStream());
    }
}
