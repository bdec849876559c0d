from rest_framework.routers import DefaultRouter

from statements.api import views

app_name = "api"

router = DefaultRouter()
router.register("speeches", views.SpeechViewSet, basename="speech")
router.register("speakers", views.SpeakerViewSet, basename="speaker")
router.register("events", views.EventViewSet, basename="event")
router.register("countries", views.CountryViewSet, basename="country")
router.register("organizations", views.OrganizationViewSet, basename="organization")
router.register("themes", views.ThemeViewSet, basename="theme")
router.register("documents", views.DocumentViewSet, basename="document")

urlpatterns = router.urls
