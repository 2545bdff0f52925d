package io.github.podsights.camel.route.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;

/** A client of a real broker with one fault in what its producers do. */
final class FaultyFactory {

    private static final Set<Class<?>> MADE =
            Set.of(ConnectionFactory.class, Connection.class, Session.class, MessageProducer.class);

    /** The fault. */
    @FunctionalInterface
    interface Fault {

        /** Whether a call of a producer does nothing. */
        boolean swallows(String method, Object[] arguments) throws JMSException;
    }

    /** As a broker without a scheduler: a message that is to be kept back is handed out at once. */
    static final Fault NO_DELAY = (method, arguments) -> method.equals("setDeliveryDelay");

    private FaultyFactory() {}

    /** A broker that takes no text longer than so many characters; the failure is one of its client's. */
    static Fault takesNoMoreThan(int characters, Throwable cause) {
        return (method, arguments) -> {
            String text = method.equals("send") ? text(arguments) : null;
            if (text != null && text.length() > characters) {
                JMSException failure = new JMSException("too large");
                failure.initCause(cause);
                throw failure;
            }
            return false;
        };
    }

    /** Null of a message that is no text. */
    private static String text(Object[] arguments) throws JMSException {
        for (Object argument : arguments) {
            if (argument instanceof TextMessage message) {
                return message.getText();
            }
        }
        return null;
    }

    static ConnectionFactory of(ConnectionFactory factory, Fault fault) {
        return (ConnectionFactory) wrap(factory, ConnectionFactory.class, fault);
    }

    private static Object wrap(Object real, Class<?> type, Fault fault) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (type == MessageProducer.class && fault.swallows(method.getName(), arguments)) {
                return null;
            }
            return made(call(real, method, arguments), method.getReturnType(), fault);
        };
        return Proxy.newProxyInstance(FaultyFactory.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object made(Object result, Class<?> type, Fault fault) {
        return result != null && List.copyOf(MADE).contains(type) ? wrap(result, type, fault) : result;
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
