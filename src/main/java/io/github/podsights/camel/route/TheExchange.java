package io.github.podsights.camel.route;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.apache.camel.support.language.AnnotationExpressionFactory;
import org.apache.camel.support.language.LanguageAnnotation;

/**
 * A bean's parameter that is the exchange. Without it Camel finds that out by the type, and keeps in a static field who asked
 * last: a context that has stopped, with the class loader of its application, until another one asks.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@LanguageAnnotation(language = "exchange", factory = TheExchange.Factory.class)
public @interface TheExchange {

    /** Made by Camel. */
    final class Factory implements AnnotationExpressionFactory {

        @Override
        public Expression createExpression(
                CamelContext context, Annotation annotation, LanguageAnnotation language, Class<?> type) {
            return ExpressionBuilder.exchangeExpression();
        }
    }
}
